package message

// Words of the local server and the static site.
var (
	ServeReady = text("算盘已就绪：{0}　（按 Ctrl+C 停止）", "Suanpan is ready: {0}  (Ctrl+C stops it)")

	ServeNotBuilt = text("程序里没有网页：请先运行 make build", "this program holds no page: run make build first")

	ServeAddressUnclear = text("看不懂地址“{0}”：请写成 127.0.0.1:7788 这样的形式",
		"“{0}” is not an address: write it like 127.0.0.1:7788")

	ServeNotLoopback = text("“{0}”不是本机地址：算盘只对本机服务，请用 127.0.0.1、[::1] 或 localhost",
		"“{0}” is not an address of this machine alone: Suanpan serves only this machine; use 127.0.0.1, [::1] or localhost")

	ServePortTaken = text("地址 {0} 已被占用。如果算盘已在运行，直接打开 http://{0}/ 即可；否则请先关闭占用它的程序。也可以用 --addr 另选端口，但草稿按地址存放，换了端口就看不到原来的草稿",
		"{0} is taken. If Suanpan is already running, just open http://{0}/; otherwise close the program that holds it. --addr can choose another port, but drafts are kept per address: under another port the present ones are out of sight")

	ServeCannotListen = text("无法使用地址 {0}：{1}", "cannot use {0}: {1}")

	ServeNoSuchPage = text("没有这个页面", "there is no such page")

	ServeWrongHost = text("请从 http://{0}/ 打开算盘", "please open Suanpan at http://{0}/")

	ServeReadOnly = text("这里只能读取", "this server is only for reading")

	ServeCrossSite = text("不接受其他网站的请求", "requests from other sites are refused")

	SiteDirectoryForeign = text("目录“{0}”不是空的，也不是算盘写出的网站：为免覆盖别的文件，请另选一个目录",
		"“{0}” is not empty and was not written by Suanpan: choose another directory, so that nothing of yours is overwritten")

	SiteNotADirectory = text("“{0}”不是目录", "“{0}” is not a directory")
)
