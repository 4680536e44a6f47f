package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// A tally passes on an input and can tell the SHA-256 of its beginning, up to
// wherever a reader that reads ahead has really come.
type tally struct {
	in    io.Reader
	sum   hash.Hash
	at    int64  // bytes summed up
	ahead []byte // bytes passed on and not summed up yet
}

func newTally(in io.Reader) *tally { return &tally{in: in, sum: sha256.New()} }

// Read passes on what the input gives.
func (t *tally) Read(p []byte) (int, error) {
	n, err := t.in.Read(p)
	t.ahead = append(t.ahead, p[:n]...)
	return n, err
}

// digest sums up the input to an offset, which must not lie before the last one.
func (t *tally) digest(offset int64) (d digest) {
	n := offset - t.at
	t.sum.Write(t.ahead[:n])
	// What is left is what a reader has buffered, a few kilobytes at most.
	t.at, t.ahead = offset, append(t.ahead[:0], t.ahead[n:]...)
	t.sum.Sum(d[:0])
	return d
}

// A digest is a SHA-256, in hexadecimal where it is text.
type digest [sha256.Size]byte

// MarshalText writes the digest.
func (d digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d[:]), nil }

// UnmarshalText reads a digest.
func (d *digest) UnmarshalText(text []byte) error {
	if len(text) != 2*len(d) {
		return fmt.Errorf("%q is no SHA-256", text)
	}
	_, err := hex.Decode(d[:], text)
	return err
}
