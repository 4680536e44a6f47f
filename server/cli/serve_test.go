package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"workfit/quiz/redisstore/redistest"
)

// A service is workfit serve, run by a test.
type service struct {
	url  string
	stop func() int // asks it to end and returns its exit code
}

func serve(t *testing.T, args ...string) *service {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	logs, logTo := io.Pipe()
	exit := make(chan int, 1)
	go func() {
		exit <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), streams{strings.NewReader(""), io.Discard, logTo})
		logTo.Close()
	}()
	address := make(chan string, 1)
	go func() {
		ready := regexp.MustCompile(`address=(http://\S+)`)
		for lines := bufio.NewScanner(logs); lines.Scan(); {
			if found := ready.FindStringSubmatch(lines.Text()); found != nil {
				address <- found[1]
			}
		}
		close(address)
	}()
	var s service
	select {
	case s.url = <-address:
	case <-time.After(20 * time.Second):
	}
	if s.url == "" {
		cancel()
		t.Fatal("the service did not say that it is ready")
	}
	stopped := false
	s.stop = func() int {
		stopped = true
		cancel()
		return <-exit
	}
	t.Cleanup(func() {
		if !stopped {
			s.stop()
		}
	})
	return &s
}

// call sends JSON and returns the status and the body, decoded.
func (s *service) call(t *testing.T, method, path, body string) (int, map[string]any) {
	t.Helper()
	req, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var decoded map[string]any
	if err := json.Unmarshal(raw, &decoded); err != nil && len(raw) > 0 {
		t.Fatalf("%s %s: %s", method, path, raw)
	}
	return resp.StatusCode, decoded
}

func (s *service) begin(t *testing.T) string {
	t.Helper()
	status, session := s.call(t, http.MethodPost, "/api/v1/sessions", `{"instrument":"fit","form":"quick","lang":"en"}`)
	if status != http.StatusCreated {
		t.Fatalf("starting a session: %d %v", status, session)
	}
	return "/api/v1/sessions/" + session["id"].(string)
}

func TestAnswersOutliveARestart(t *testing.T) {
	redis := redistest.Start(t)
	for name, store := range map[string]string{
		"embedded": "file:" + filepath.Join(t.TempDir(), "sessions", "workfit.db"),
		"redis":    redis.URL(),
	} {
		t.Run(name, func(t *testing.T) {
			first := serve(t, "--store", store)
			session := first.begin(t)
			if status, reply := first.call(t, http.MethodPut, session+"/answers/r7", `{"value":4}`); status != http.StatusOK {
				t.Fatalf("answering: %d %v", status, reply)
			}
			if code := first.stop(); code != 0 {
				t.Fatalf("asked to stop, the service ended with %d", code)
			}
			second := serve(t, "--store", store)
			status, reply := second.call(t, http.MethodGet, session, "")
			if status != http.StatusOK || fmt.Sprint(reply["answers"]) != "map[r7:4]" {
				t.Errorf("after a restart the session is %d %v", status, reply)
			}
		})
	}
}

// While Redis is gone answers are refused openly and the service says that it is
// not ready, though alive; when Redis is back all goes on, with what was kept.
func TestAnOutageOfTheStoreIsSaidAndEnds(t *testing.T) {
	redis := redistest.Start(t, "--appendfsync", "always")
	s := serve(t, "--store", redis.URL())
	session := s.begin(t)
	if status, reply := s.call(t, http.MethodPut, session+"/answers/r7", `{"value":5}`); status != http.StatusOK {
		t.Fatalf("answering: %d %v", status, reply)
	}

	redis.Kill()
	if status, reply := s.call(t, http.MethodPut, session+"/answers/i3", `{"value":2}`); status != http.StatusServiceUnavailable ||
		!strings.Contains(fmt.Sprint(reply["type"]), "store-unavailable") {
		t.Errorf("without Redis an answer is met with %d %v", status, reply)
	}
	if status, _ := s.call(t, http.MethodGet, "/readyz", ""); status != http.StatusServiceUnavailable {
		t.Errorf("without Redis /readyz says %d", status)
	}
	if status, _ := s.call(t, http.MethodGet, "/healthz", ""); status != http.StatusOK {
		t.Errorf("without Redis /healthz says %d", status)
	}
	var out bytes.Buffer
	if code := run(context.Background(), []string{"healthcheck", "--url", s.url + "/readyz"}, streams{nil, &out, &out}); code != 1 {
		t.Errorf("without Redis healthcheck ends with %d: %s", code, &out)
	}

	redis.Restart()
	if status, reply := s.call(t, http.MethodPut, session+"/answers/i3", `{"value":2}`); status != http.StatusOK || reply["answered"] != 2.0 {
		t.Errorf("with Redis back an answer is met with %d %v", status, reply)
	}
	if code := run(context.Background(), []string{"healthcheck", "--url", s.url + "/readyz"}, streams{nil, &out, &out}); code != 0 {
		t.Errorf("with Redis back healthcheck ends with %d: %s", code, &out)
	}
}

// A request that is under way when the service is asked to stop gets its answer.
func TestStoppingLetsRequestsFinish(t *testing.T) {
	s := serve(t, "--store", "file:"+filepath.Join(t.TempDir(), "workfit.db"))
	body, send := io.Pipe()
	req, err := http.NewRequest(http.MethodPost, s.url+"/api/v1/sessions", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	status := make(chan int, 1)
	go func() {
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Error(err)
			status <- 0
			return
		}
		resp.Body.Close()
		status <- resp.StatusCode
	}()
	if _, err := io.WriteString(send, `{"instrument":"fit",`); err != nil {
		t.Fatal(err)
	}
	// The first half is on its way; let the server take it up, then stop it.
	time.Sleep(200 * time.Millisecond)
	exit := make(chan int, 1)
	go func() { exit <- s.stop() }()
	time.Sleep(100 * time.Millisecond)
	if _, err := io.WriteString(send, `"form":"quick"}`); err != nil {
		t.Fatal(err)
	}
	send.Close()
	if got := <-status; got != http.StatusCreated {
		t.Errorf("the request under way was answered with %d", got)
	}
	if code := <-exit; code != 0 {
		t.Errorf("the service ended with %d", code)
	}
}
