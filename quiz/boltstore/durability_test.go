package boltstore_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
	"workfit/quiz/boltstore"
)

// writerPath, when set, makes this test binary the process that is killed while
// it writes: see TestAcknowledgedSavesSurviveKill.
const writerPath = "BOLTSTORE_TEST_WRITER_PATH"

func TestMain(m *testing.M) {
	if path := os.Getenv(writerPath); path != "" {
		if err := writeForEver(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

const items = 200 // of a session that the writer answers

// writeForEver lets eight people answer at once, each a session of their own, and
// prints a line "id n" for each answer n that the store acknowledged.
func writeForEver(path string) error {
	s, err := boltstore.Open(path, boltstore.Options{})
	if err != nil {
		return err
	}
	failed := make(chan error)
	var printing sync.Mutex
	for range 8 {
		go func() {
			session := newSession(time.Hour)
			if err := s.Create(context.Background(), session); err != nil {
				failed <- err
				return
			}
			for n := 0; ; n++ {
				if _, err := s.SaveAnswers(context.Background(), session.ID, save(strconv.Itoa(n%items), n)); err != nil {
					failed <- err
					return
				}
				printing.Lock()
				fmt.Println(session.ID, n)
				printing.Unlock()
			}
		}()
	}
	return <-failed
}

func TestAcknowledgedSavesSurviveKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions.db")
	last := map[uuid.UUID]int{} // session → the last answer that was acknowledged
	for range 3 {
		before := len(last)
		killWriter(t, path, last)
		if len(last) == before {
			t.Fatal("the writer was killed before anything was acknowledged")
		}
		s := open(t, path, boltstore.Options{})
		for id, n := range last {
			kept, err := s.Session(t.Context(), id)
			if err != nil {
				t.Fatalf("a session with acknowledged answers: %v", err)
			}
			// The answers go round the items, so each item's last value is known,
			// unless one more save was kept than could be acknowledged.
			for answer := max(0, n-items+1); answer <= n; answer++ {
				got := kept.Answers[strconv.Itoa(answer%items)]
				if got != answer && got != n+1 {
					t.Fatalf("answer %d of %d was lost: the item has %d", answer, n, got)
				}
			}
			if byCode, err := s.SessionByCode(t.Context(), kept.Code); err != nil || byCode.ID != id {
				t.Errorf("the code finds %v, %v", byCode, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killWriter lets another process write to the file, kills it in the midst of it
// and notes in last what had been acknowledged by then.
func killWriter(t *testing.T, path string, last map[uuid.UUID]int) {
	t.Helper()
	writer := exec.Command(os.Args[0])
	writer.Env = append(os.Environ(), writerPath+"="+path)
	writer.Stderr = os.Stderr
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	kill := sync.OnceFunc(func() { time.AfterFunc(200*time.Millisecond, func() { writer.Process.Kill() }) })
	for lines.Scan() {
		kill() // counted from the first line
		var text string
		var n int
		if _, err := fmt.Sscan(lines.Text(), &text, &n); err != nil {
			continue // cut off by the kill
		}
		if id, err := uuid.Parse(text); err == nil {
			last[id] = n
		}
	}
	_ = writer.Wait() // killed
}

func TestCloseKeepsWhatIsWaiting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions.db")
	s := open(t, path, boltstore.Options{})
	session := newSession(time.Hour)
	create(t, s, session)
	const people = 100
	acknowledged := make(chan string, people)
	var wg sync.WaitGroup
	for i := range people {
		wg.Go(func() {
			item := "i" + strconv.Itoa(i)
			if _, err := s.SaveAnswers(t.Context(), session.ID, save(item, 1)); err == nil {
				acknowledged <- item
			}
		})
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	close(acknowledged)
	kept, err := open(t, path, boltstore.Options{}).Session(t.Context(), session.ID)
	if err != nil {
		t.Fatal(err)
	}
	for item := range acknowledged {
		if kept.Answers[item] != 1 {
			t.Errorf("answer %s was acknowledged and is lost", item)
		}
	}
}

func TestRefusedChangesLeaveTheirNeighboursAlone(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "sessions.db"), boltstore.Options{})
	session := newSession(time.Hour)
	create(t, s, session)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			var err, want error
			switch i % 4 {
			case 0:
				_, err = s.SaveAnswers(t.Context(), session.ID, save("i"+strconv.Itoa(i), 1))
			case 1:
				_, err = s.SaveAnswers(t.Context(), uuid.New(), save("i1", 1))
				want = quiz.ErrNotFound
			case 2:
				err, want = s.Create(t.Context(), session), quiz.ErrTaken
			case 3:
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				_, err = s.SaveAnswers(ctx, session.ID, save("cancelled", 1))
				want = context.Canceled
			}
			if !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		})
	}
	wg.Wait()
	kept, err := s.Session(t.Context(), session.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(kept.Answers) != 50 {
		t.Errorf("%d answers were kept, want 50", len(kept.Answers))
	}
}
