// Package redistest runs a real redis-server for a test.
package redistest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startWithin is how long a server may take to answer its first PING.
const startWithin = 10 * time.Second

// A Server is a redis-server of the test's own, on a free port of the loopback
// address, with its data in a folder that goes away with the test.
type Server struct {
	t    testing.TB
	dir  string
	port int
	args []string

	process *os.Process
	ended   chan struct{} // closed when the process has ended
}

// Start starts a server and stops it when the test ends. It appends every write
// to its file and syncs once a second; further arguments are given to
// redis-server as they are, such as "--appendfsync", "always". Without a
// redis-server to run the test fails.
func Start(t testing.TB, args ...string) *Server {
	t.Helper()
	s := &Server{t: t, dir: t.TempDir(), port: freePort(t), args: args}
	t.Cleanup(s.Stop)
	s.start()
	return s
}

// URL is where to reach the server, as redis://127.0.0.1:port.
func (s *Server) URL() string { return "redis://" + s.addr() }

// Stop asks the server to end, and waits until it has. Stopping a server that is
// down does nothing.
func (s *Server) Stop() { s.end(syscall.SIGTERM) }

// Kill ends the server as kill -9 does, without a chance to save anything.
func (s *Server) Kill() { s.end(syscall.SIGKILL) }

// Restart starts the server again, on the same port and with what its files
// hold. It stops the server first if it is up.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.start()
}

func (s *Server) end(signal os.Signal) {
	s.t.Helper()
	if s.process == nil {
		return
	}
	if err := s.process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		s.t.Errorf("stopping redis-server: %v", err)
	}
	<-s.ended
	s.process = nil
}

func (s *Server) start() {
	s.t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		s.t.Fatal("this test needs a redis-server: apt-get install redis-server, or brew install redis")
	}
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command(program, append([]string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir,
		"--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
	}, s.args...)...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		s.t.Fatalf("starting redis-server: %v", err)
	}
	ended := make(chan struct{})
	s.process, s.ended = cmd.Process, ended
	go func() {
		_ = cmd.Wait() // its exit status is that of the signal
		close(ended)
	}()
	for deadline := time.After(startWithin); !s.answers(); {
		select {
		case <-time.After(5 * time.Millisecond):
			continue
		case <-ended:
		case <-deadline:
		}
		said, _ := os.ReadFile(log.Name())
		s.t.Fatalf("redis-server does not answer on port %d; its log:\n%s", s.port, bytes.TrimSpace(said))
	}
}

// answers reports whether the server has loaded its data and answers a PING.
func (s *Server) answers() bool {
	conn, err := net.DialTimeout("tcp", s.addr(), time.Second)
	if err != nil {
		return false
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return false
	}
	if _, err := fmt.Fprint(conn, "PING\r\n"); err != nil {
		return false
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	return err == nil && strings.TrimSpace(line) == "+PONG"
}

func (s *Server) addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// freePort finds a port below those that the system gives to outgoing connections:
// while the server is down nobody else can come to have it, not even a client whose
// attempt to reach the server would meet itself.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		port := 20000 + rand.IntN(10000)
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no free port found for redis-server")
	return 0
}
