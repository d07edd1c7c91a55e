package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"suanpan/budgetcore/message"
	"suanpan/web"
)

// Run serves the page on a loopback address until ctx ends, says where on
// out, and opens a browser there if open is set.
func Run(ctx context.Context, addr string, open bool, out io.Writer) error {
	return run(ctx, web.Dist(), addr, open, out)
}

func run(ctx context.Context, dist fs.FS, addr string, open bool, out io.Writer) error {
	// the address first: what is wrong with it does not hang on what was built
	l, err := listen(ctx, addr)
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := newSite(dist)
	if err != nil {
		return err
	}
	g, err := newGuard(l.Addr().String(), s)
	if err != nil {
		return err
	}

	server := &http.Server{Handler: g, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()

	page := "http://" + g.addr + "/"
	ready := message.ServeReady.With(page)
	fmt.Fprintf(out, "%s\n%s\n", ready.In(message.ZH), ready.In(message.EN))
	if open {
		openBrowser(page)
	}

	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return server.Close()
	}
	return nil
}

// wsaAddrInUse is what Windows says where others say EADDRINUSE.
const wsaAddrInUse = syscall.Errno(10048)

func listen(ctx context.Context, addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, message.ServeAddressUnclear.Error(addr)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, message.ServeNotLoopback.Error(addr)
	}
	addr = net.JoinHostPort(host, port)
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaAddrInUse) {
		return nil, message.ServePortTaken.Error(addr)
	}
	if err != nil {
		return nil, message.ServeCannotListen.Error(addr, err)
	}
	return l, nil
}

// openBrowser does its best: the address has been printed anyway.
func openBrowser(page string) {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", page)
	case "darwin":
		c = exec.Command("open", page)
	default:
		c = exec.Command("xdg-open", page)
	}
	if c.Start() == nil {
		go c.Wait()
	}
}
