//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package cli

import (
	"errors"
	"fmt"
	"syscall"
)

// lock keeps the part for this process: two that go on with the same one would
// write into one another's lines. The lock ends with the process, however it ends.
func (p *part) lock() error {
	err := syscall.Flock(int(p.file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return fmt.Errorf("%s is being written by another process", partPath(p.out))
	}
	if errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOLCK) {
		return nil // some network file systems have no locks
	}
	return err
}
