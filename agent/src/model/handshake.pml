/*
 * The switchover: request, stop, offer in the LUN, claim, start, answer. Two nodes, one client.
 *
 * What claim.pml has shown is taken as given: the reservation holder (node, epoch) is a
 * compare-and-set register, and only the holder writes its block. The network only carries requests
 * to the active node; with NETWORK=0 there is none.
 *
 * Modelled: offer, claim, withdrawal, isolation, clean stop, starts and stops that fail, a start
 * offered back, crashes and reboots at any point, false suspicions, requests repeated at either
 * node, before and after a move, and lost on the way.
 * Abstracted: the claim's own steps, the group's resources, time. The wait for an offer's time to
 * pass is a free choice; a request's target is fixed: request 1 asks for node 1, request 2 for 0.
 *
 * Checked: 2 and 7 of the invariants as assertions; 10 as the formula `live`, under weak fairness:
 * in the end one node is active, or both have failed to start; and no request stays unanswered.
 *
 * Each rule is a flag; 1 is the protocol. A mutation sets one to 0.
 */
#ifndef OWN_KEY_CLAIMED     /* a standby whose own key holds, nobody running, claims above it */
#define OWN_KEY_CLAIMED 1
#endif
#ifndef STOP_FIRST          /* the offer is written after the group has stopped */
#define STOP_FIRST 1
#endif
#ifndef IDS_TRAVEL          /* ids of executed requests travel from claim to claim */
#define IDS_TRAVEL 1        /* 0: only the journal knows them */
#endif
#ifndef REQUEST_BOUND       /* a request names the epoch that it was decided in */
#define REQUEST_BOUND 1
#endif

/* What may happen, and how often. */
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef SUSPICIONS          /* takeovers from a peer that is well */
#define SUSPICIONS 1
#endif
#ifndef FAILURES            /* starts and stops that fail */
#define FAILURES 1
#endif
#ifndef LOSSES              /* requests lost on the way */
#define LOSSES 2
#endif
#ifndef ISOLATIONS          /* an active that stops by itself and leaves the guard clean */
#define ISOLATIONS 1
#endif
#ifndef REQUESTS
#define REQUESTS 1
#endif
#ifndef REPEATED            /* how often the client sends each request, to any node */
#define REPEATED 2
#endif
#ifndef NETWORK
#define NETWORK 1
#endif
#ifndef JOURNAL             /* 0: a crash loses the journal of requests */
#define JOURNAL 1
#endif

#ifndef CHECK
#define CHECK 255
#endif
byte broken;
#define MUST(number, condition) \
  if \
  :: (condition) || ((CHECK >> number) & 1) == 0 \
  :: else -> broken = number; assert(broken != number) \
  fi

mtype = { Down, Standby, Claiming, WritingBlock, Starting, WritingRunning, Active, Stopping,
    Offered, Withdrawing, PuttingBack };
mtype = { Claimed, Running, Offer, Clean, NotStarted };

byte holder, heldEpoch = 1;

/* Each node's block on the LUN. */
byte blockEpoch[2];
mtype says[2] = Claimed;
byte forRequest[2];        /* the request behind an offer */
byte executed[2];          /* executed requests, one bit each */
byte failedAt[2];          /* nodes whose start failed since the last good one, one bit each */

mtype state[2];
byte epoch[2];
bit runs[2];
byte request[2];           /* the request that this node works on, 0 for none */
byte seenHolder[2], seenEpoch[2];
byte seenFailed[2];

/* The journal: what each node has answered to each request. */
mtype = { Unknown, Accepted, Succeeded, Failed };
mtype journal[4] = Unknown;
#define ANSWER(node, id) journal[2 * (node) + (id) - 1]

byte crashesLeft = CRASHES, suspicionsLeft = SUSPICIONS, failuresLeft = FAILURES;
byte lossesLeft = LOSSES, isolationsLeft = ISOLATIONS;
byte sendsLeft[2];         /* of each request */
byte waiting[2];           /* the request that waits at each node */
byte decidedIn[2];         /* the epoch that each request names */
byte carriedOut[2];        /* ghost: how often each request was carried out */

#define PEER (1 - n)
#define TARGET(id) (2 - (id))
#define BIT(id) (1 << ((id) - 1))
#define HOLDS (holder == n && heldEpoch == epoch[n])
#define BLOCK (blockEpoch[holder] == heldEpoch -> says[holder] : Claimed)
#define EXECUTED (IDS_TRAVEL -> (executed[0] | executed[1]) : 0)
#define LEFT (BLOCK == Offer || BLOCK == Clean)

inline forget() {
  epoch[n] = 0; request[n] = 0; seenHolder[n] = 0; seenEpoch[n] = 0; seenFailed[n] = 0; runs[n] = 0
}

inline standBy() { forget(); state[n] = Standby }

/* The holder, its epoch and its block, as read before a claim. */
inline readHolder() {
  seenHolder[n] = holder; seenEpoch[n] = heldEpoch; seenFailed[n] = failedAt[holder];
  request[n] = (holder != n && BLOCK == Offer -> forRequest[holder] : 0);
  state[n] = Claiming
}

/* The active decides on a request: at most once, whoever repeats it. */
inline take(id) {
  if
  :: ANSWER(n, id) != Unknown -> skip
  :: ANSWER(n, id) == Unknown && (EXECUTED & BIT(id)) != 0 -> ANSWER(n, id) = Succeeded
  :: ANSWER(n, id) == Unknown && (EXECUTED & BIT(id)) == 0 ->
     if
     :: REQUEST_BOUND && decidedIn[id - 1] != epoch[n] -> ANSWER(n, id) = Failed
     :: !(REQUEST_BOUND && decidedIn[id - 1] != epoch[n]) && TARGET(id) == n ->
        ANSWER(n, id) = Succeeded
     :: !(REQUEST_BOUND && decidedIn[id - 1] != epoch[n]) && TARGET(id) != n ->
        printf("node %d: accepts request %d at epoch %d\n", n, id, epoch[n]);
        ANSWER(n, id) = Accepted; request[n] = id; state[n] = Stopping
     fi
  fi
}

/* Once the peer runs, its block says what became of a request that was accepted here. */
inline learn(id) {
  if
  :: ANSWER(n, id) == Accepted -> ANSWER(n, id) = ((EXECUTED & BIT(id)) != 0 -> Succeeded : Failed)
  :: else
  fi
}

inline settle(id) {
  if
  :: ANSWER(n, id) == Accepted -> ANSWER(n, id) = (TARGET(id) == n -> Succeeded : Failed)
  :: else
  fi
}

inline faults() {
  if
  :: crashesLeft > 0 && state[n] != Down ->
     printf("node %d: crashes\n", n);
     crashesLeft--; forget(); state[n] = Down;
     if
     :: !JOURNAL -> ANSWER(n, 1) = Unknown; ANSWER(n, 2) = Unknown
     :: else
     fi
  :: state[n] == Down -> printf("node %d: reboots\n", n); waiting[n] = 0; state[n] = Standby
  :: state[n] == Active && !HOLDS -> printf("node %d: is ejected\n", n); standBy()
  :: isolationsLeft > 0 && state[n] == Active && HOLDS ->
     printf("node %d: is isolated, stops, leaves the guard clean\n", n);
     isolationsLeft--; says[n] = Clean; standBy()
  fi
}

inline requests() {
  if
  :: waiting[n] != 0 && state[n] == Active && HOLDS ->
     request[n] = 0; take(waiting[n]); waiting[n] = 0
  :: waiting[n] != 0 && state[n] != Active && state[n] != Down && NETWORK && waiting[PEER] == 0 &&
     state[PEER] == Active -> waiting[PEER] = waiting[n]; waiting[n] = 0
  :: waiting[n] != 0 && state[n] != Active && state[n] != Down &&
     (!NETWORK || state[PEER] != Active) -> waiting[n] = 0          /* the client: try later */
  fi
}

inline leaving() {
  if
  :: state[n] == Stopping ->
     runs[n] = !STOP_FIRST;
     if
     :: HOLDS ->
        blockEpoch[n] = epoch[n]; says[n] = Offer; forRequest[n] = request[n]; failedAt[n] = 0;
        executed[n] = executed[n] | BIT(request[n]);
        carriedOut[request[n] - 1]++;
        MUST(7, carriedOut[request[n] - 1] <= 1);
        state[n] = Offered;
        printf("node %d: has stopped, offers epoch %d\n", n, epoch[n])
     :: else -> standBy()
     fi
  :: failuresLeft > 0 && state[n] == Stopping ->
     printf("node %d: the stop fails; the group is found running\n", n);
     failuresLeft--; ANSWER(n, request[n]) = Failed; request[n] = 0; state[n] = Active
  :: state[n] == Offered && holder != n -> standBy()
  :: state[n] == Offered && holder == n -> state[n] = Withdrawing   /* the offer's time is over */
  :: state[n] == Withdrawing ->
     if
     :: HOLDS ->                                  /* the same compare-and-set that claims */
        heldEpoch = heldEpoch + 1; epoch[n] = heldEpoch; request[n] = 0; seenFailed[n] = 0;
        printf("node %d: withdraws its offer, epoch %d\n", n, epoch[n]);
        state[n] = WritingBlock
     :: else -> standBy()
     fi
  fi
}

inline claiming() {
  if
  :: state[n] == Standby && holder == PEER && LEFT -> readHolder()
  :: state[n] == Standby && holder == PEER && BLOCK == NotStarted &&
     ((failedAt[PEER] >> n) & 1) == 0 -> readHolder()
  :: state[n] == Standby && holder == PEER && (BLOCK == Running || BLOCK == Claimed) &&
     state[PEER] == Down -> readHolder()
  :: suspicionsLeft > 0 && state[n] == Standby && holder == PEER &&
     (BLOCK == Running || BLOCK == Claimed) && state[PEER] != Down ->
     printf("node %d: suspects its peer falsely\n", n); suspicionsLeft--; readHolder()
  :: OWN_KEY_CLAIMED && state[n] == Standby && holder == n && BLOCK != NotStarted -> readHolder()
  :: state[n] == Standby && holder == PEER && BLOCK == Running &&
     (ANSWER(n, 1) == Accepted || ANSWER(n, 2) == Accepted) -> learn(1); learn(2)
  :: state[n] == Claiming ->
     if
     :: holder == seenHolder[n] && heldEpoch == seenEpoch[n] ->
        holder = n; heldEpoch = heldEpoch + 1; epoch[n] = heldEpoch; state[n] = WritingBlock;
        printf("node %d: claims epoch %d\n", n, epoch[n])
     :: else -> standBy()
     fi
  :: state[n] == WritingBlock ->
     if
     :: HOLDS ->
        blockEpoch[n] = epoch[n]; says[n] = Claimed; forRequest[n] = request[n];
        failedAt[n] = seenFailed[n]; state[n] = Starting
     :: else -> standBy()
     fi
  fi
}

inline starting() {
  if
  :: state[n] == Starting && HOLDS ->
     /* 2: a planned start never meets the group running at the peer. */
     MUST(2, request[n] == 0 || seenHolder[n] == n || !runs[PEER]);
     runs[n] = 1; state[n] = WritingRunning;
     printf("node %d: starts the group at epoch %d\n", n, epoch[n])
  :: state[n] == Starting && !HOLDS -> standBy()
  :: failuresLeft > 0 && state[n] == Starting ->
     printf("node %d: the start fails\n", n); failuresLeft--; state[n] = PuttingBack
  :: state[n] == PuttingBack ->
     if
     :: HOLDS ->
        blockEpoch[n] = epoch[n]; says[n] = NotStarted; failedAt[n] = failedAt[n] | (1 << n)
     :: else
     fi;
     standBy()
  :: state[n] == WritingRunning ->
     if
     :: HOLDS ->
        says[n] = Running; failedAt[n] = 0; seenFailed[n] = 0; state[n] = Active;
        settle(1); settle(2);
        request[n] = 0; seenHolder[n] = 0; seenEpoch[n] = 0;
        /* 2: one epoch is served by one node. */
        MUST(2, state[PEER] != Active || epoch[PEER] != epoch[n]);
        printf("node %d: is active at epoch %d\n", n, epoch[n])
     :: else -> standBy()
     fi
  fi
}

proctype node(byte n) {
  do
  :: atomic { faults() }
  :: atomic { requests() }
  :: atomic { leaving() }
  :: atomic { claiming() }
  :: atomic { starting() }
  od
}

inline ask(id, at) {
  if
  :: sendsLeft[id - 1] == REPEATED -> decidedIn[id - 1] = (id == 1 -> 1 : heldEpoch)
  :: else
  fi;
  sendsLeft[id - 1]--; waiting[at] = id;
  printf("client: asks node %d, request %d\n", at, id)
}

proctype client() {
  do
  :: atomic { sendsLeft[0] > 0 && waiting[0] == 0 && state[0] != Down -> ask(1, 0) }
  :: atomic { sendsLeft[0] > 0 && waiting[1] == 0 && state[1] != Down -> ask(1, 1) }
  :: atomic { sendsLeft[1] > 0 && waiting[0] == 0 && state[0] != Down -> ask(2, 0) }
  :: atomic { sendsLeft[1] > 0 && waiting[1] == 0 && state[1] != Down -> ask(2, 1) }
  :: atomic { lossesLeft > 0 && waiting[0] != 0 -> lossesLeft--; waiting[0] = 0 }
  :: atomic { lossesLeft > 0 && waiting[1] != 0 -> lossesLeft--; waiting[1] = 0 }
  od
}

/* So that a pair in which nobody can move is an infinite run too, and `live` judges it. */
#ifdef LIVENESS
bit ticking;
proctype clock() {
  do
  :: ticking = 1 - ticking
  od
}
#endif

init {
  atomic {
    says[0] = Running; blockEpoch[0] = 1;
    state[0] = Active; epoch[0] = 1; runs[0] = 1; state[1] = Standby;
    sendsLeft[0] = REPEATED; sendsLeft[1] = (REQUESTS == 2 -> REPEATED : 0);
    run node(0);
    run node(1);
    run client();
#ifdef LIVENESS
    run clock()
#endif
  }
}

#ifdef LIVENESS
#define serves(node) \
  (state[node] == Active && holder == node && heldEpoch == epoch[node] && runs[node])
#define neitherStarts \
  (blockEpoch[holder] == heldEpoch && says[holder] == NotStarted && failedAt[holder] == 3)
#define answeredAll \
  (journal[0] != Accepted && journal[1] != Accepted && journal[2] != Accepted && \
   journal[3] != Accepted)
ltl live { <> [] (neitherStarts || ((serves(0) || serves(1)) && answeredAll)) }
#endif
