// Package storetest holds a store to the promises of [quiz.Store]. Every store
// runs it; a promise that only one of them keeps is not a promise.
package storetest

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
)

// A Place is where the sessions of one test are kept: a file, or a part of a
// server. It is empty at first.
type Place struct {
	// Open opens a handle on the sessions kept there; the suite closes it. The
	// store is to take the time from now. Opened again after it was closed it
	// finds what was kept. It is called a second time while open unless
	// OneHandle is set.
	Open func(t *testing.T, now func() time.Time) quiz.Store
	// OneHandle: the place can not be opened while it is open.
	OneHandle bool
	// Dump returns all that is kept there, as it is stored. The suite calls it
	// while no handle is open.
	Dump func(t *testing.T) []byte
}

// Run holds a store to each promise in a subtest of its own. place is called for
// each and makes a fresh place, which goes away with the test.
func Run(t *testing.T, place func(t *testing.T) Place) {
	promises := []struct {
		name string
		hold func(t *testing.T, k *kit)
	}{
		{"a created session comes back whole by id and by code", createdComesBack},
		{"a created session that is finished comes back finished", finishedComesBack},
		{"a taken id is refused and the older session stands", takenID},
		{"a taken code is refused and the older session stands", takenCode},
		{"of many creating with one code exactly one succeeds", raceForCode},
		{"an unknown session is not found by any method", unknownSession},
		{"returned sessions are the caller's own", callersOwn},
		{"a big session is kept whole", bigSession},
		{"a created session with an emphasis comes back with it", createdWithEmphasis},

		{"saved answers are added to those before", savesMerge},
		{"a later answer replaces an earlier one and a skip takes it back", savesReplace},
		{"a save without answers moves the expiry", saveOfNothing},
		{"a save to a finished session is refused and changes nothing", saveFinished},
		{"a save for another form is refused and changes nothing", saveForeign},
		{"a save moves the expiry, later and earlier", saveMovesExpiry},
		{"paced answers that come too soon are counted", hastyAnswers},
		{"answers saved at once through two handles are all kept", savesAtOnce},
		{"an acknowledged answer is in the finished session", saveRacesFinish},

		{"an update keeps what the change made", updateKeeps},
		{"an update finishes and reopens", updateFinishes},
		{"updates at once all take effect", updatesAtOnce},
		{"an update and saves at once all take effect", updateAmongSaves},
		{"an error from the change is returned and nothing is kept", updateFails},
		{"an update that moves the code: the old finds nothing, the new finds the session", updateMovesCode},
		{"an update to a taken code is refused and leaves all as it was", updateToTakenCode},
		{"an update must not change id, instrument or creation", updateOfFixedFields},
		{"an update changes the form, and saves then go by the new one", updateChangesForm},
		{"an update keeps an emphasis, changes it and takes it back", updateEmphasis},
		{"a replaced code is of use to nobody after its session moved on twice", updateMovesTwice},

		{"a deleted session is not found by id or code", deleteForgets},
		{"a deleted session leaves no trace", deleteLeavesNoTrace},
		{"an expired session is not found by any method", expiredSession},
		{"a session whose life was lengthened outlives its first expiry, code and all", lengthenedLife},
		{"what was acknowledged is there after closing and opening again", reopened},
		{"an ended context is answered with an error", endedContext},
		{"a working store is ready", ready},
	}
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) { p.hold(t, newKit(t, place(t))) })
	}
}

// A kit is what a promise is tested with: a place, a store open there, and a
// clock that the test moves.
type kit struct {
	t     *testing.T
	place Place
	store quiz.Store
	other quiz.Store // a second handle on the same sessions where there can be one

	clock sync.Mutex
	time  time.Time
}

func newKit(t *testing.T, place Place) *kit {
	// The clock starts at the true time, since a store may also use that of a
	// server; and off the millisecond, since stores round to it.
	k := &kit{t: t, place: place, time: time.Now().Truncate(time.Millisecond).Add(123456 * time.Nanosecond)}
	k.open()
	t.Cleanup(k.close)
	return k
}

func (k *kit) open() {
	k.t.Helper()
	k.store = k.place.Open(k.t, k.now)
	k.other = k.store
	if !k.place.OneHandle {
		k.other = k.place.Open(k.t, k.now)
	}
}

func (k *kit) close() {
	k.t.Helper()
	if k.store == nil {
		return
	}
	if err := k.store.Close(); err != nil {
		k.t.Errorf("Close: %v", err)
	}
	if k.other != k.store {
		if err := k.other.Close(); err != nil {
			k.t.Errorf("Close of the second handle: %v", err)
		}
	}
	k.store, k.other = nil, nil
}

func (k *kit) now() time.Time {
	k.clock.Lock()
	defer k.clock.Unlock()
	return k.time
}

func (k *kit) pass(d time.Duration) {
	k.clock.Lock()
	defer k.clock.Unlock()
	k.time = k.time.Add(d)
}

const life = time.Hour

var (
	form    = quiz.FormRef{Instrument: "fit", Form: "short"}
	forms   = []quiz.FormRef{{Instrument: "fit", Form: "long"}, form}
	foreign = []quiz.FormRef{{Instrument: "fit", Form: "long"}, {Instrument: "other", Form: "short"}}
)

// session makes one that is not kept yet.
func (k *kit) session() *quiz.Session {
	return &quiz.Session{
		ID:       uuid.New(),
		Code:     quiz.NewCode().Hash(),
		Form:     form,
		Lang:     "pt-BR",
		Versions: quiz.Versions{Instrument: "2.1", Data: "30.0 de 2025", Engine: "7"},
		Created:  k.now(),
		Expires:  k.now().Add(life),
		Answers:  map[string]int{},
	}
}

// created makes a session with these answers and keeps it.
func (k *kit) created(answers map[string]int) *quiz.Session {
	k.t.Helper()
	s := k.session()
	maps.Copy(s.Answers, answers)
	if err := k.store.Create(k.t.Context(), s); err != nil {
		k.t.Fatalf("Create: %v", err)
	}
	return s
}

// save makes a save of answers that the session's form asks.
func (k *kit) save(answers map[string]int) quiz.Save {
	return quiz.Save{Answers: answers, Forms: forms, Expires: k.now().Add(life)}
}

// finds checks that the session is kept like this, by id and by code, and seen
// alike by both handles.
func (k *kit) finds(want *quiz.Session) {
	k.t.Helper()
	for _, store := range []quiz.Store{k.store, k.other} {
		got, err := store.Session(k.t.Context(), want.ID)
		k.same("Session", got, err, want)
		got, err = store.SessionByCode(k.t.Context(), want.Code)
		k.same("SessionByCode", got, err, want)
	}
}

// same checks what a method returned against the session it should have. Stores
// keep times to the millisecond and give them in UTC.
func (k *kit) same(method string, got *quiz.Session, err error, want *quiz.Session) {
	k.t.Helper()
	if err != nil {
		k.t.Fatalf("%s: %v", method, err)
	}
	wanted := want.Clone()
	for _, t := range []*time.Time{&wanted.Created, &wanted.Expires, &wanted.Finished} {
		*t = t.Truncate(time.Millisecond).UTC()
	}
	if g, w := fmt.Sprintf("%+v", *got), fmt.Sprintf("%+v", *wanted); g != w {
		k.t.Fatalf("%s returned\n%s\nwant\n%s", method, g, w)
	}
	if got.Answers == nil {
		k.t.Fatalf("%s returned a session whose answers are nil", method)
	}
}

// atOnce calls f for 0 to n-1, each in a goroutine, and waits for all.
func atOnce(n int, f func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

// handle gives one or the other handle.
func (k *kit) handle(i int) quiz.Store { return []quiz.Store{k.store, k.other}[i%2] }

// promptly runs f and fails if it takes much longer than a caller who has given
// up should have to wait.
func (k *kit) promptly(what string, f func()) {
	k.t.Helper()
	began := time.Now()
	f()
	if took := time.Since(began); took > time.Second {
		k.t.Errorf("%s took %v", what, took)
	}
}

// everyMethod calls each method that is about one session and returns what each
// answered.
func (k *kit) everyMethod(ctx context.Context, s *quiz.Session) map[string]error {
	answers := map[string]error{}
	_, answers["Session"] = k.store.Session(ctx, s.ID)
	_, answers["SessionByCode"] = k.store.SessionByCode(ctx, s.Code)
	_, answers["SaveAnswers"] = k.store.SaveAnswers(ctx, s.ID, k.save(map[string]int{"i1": 1}))
	_, answers["Update"] = k.store.Update(ctx, s.ID, func(*quiz.Session) error { return nil })
	answers["Delete"] = k.store.Delete(ctx, s.ID)
	return answers
}
