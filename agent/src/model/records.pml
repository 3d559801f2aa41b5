/*
 * The claim by two records (guards fence and lease): the class RecordGuard and the rules around it.
 *
 * Each node writes its own epoch record and reads both; nothing compares and sets. A read sees the
 * last write that was over, a write that failed may or may not have been made, and takes no effect
 * after its call has returned. Each read and each write is a step of its own; what is concluded
 * from a read belongs to that step, what is written to the next, any time later.
 *
 * Modelled: claim, refusal, contention (node 0 is preferred), retreat, hold; takeover with a proof
 * (the peer was off at some moment after its record was read); stop, offer, withdrawal; audit,
 * ejection; power cuts and reboots at any point; agents that die and are restarted while the group
 * runs on, and adopt it; writes and reads that fail, any number.
 * Abstracted: the lease's arithmetic (its proof is the same: the peer ran nothing then), the boot
 * id (one bit: written by this life), the sequence (one bit: unchanged since it was read), time.
 *
 * Each rule is a flag; 1 is the protocol. A mutation sets one to 0.
 */
#ifndef ANNOUNCE            /* "claiming" is written before the last look at the peer's record */
#define ANNOUNCE 1
#endif
#ifndef NEED_PROOF          /* a record that says held or claiming is passed only with a proof */
#define NEED_PROOF 1
#endif
#ifndef READ_BEFORE_PROOF   /* a proof counts for the record as read before it was sought */
#define READ_BEFORE_PROOF 1
#endif
#ifndef VOID_ON_CHANGE      /* a proof is void as soon as that record changes */
#define VOID_ON_CHANGE 1
#endif
#ifndef GIVE_WAY            /* a peer that claims at the same time is never passed */
#define GIVE_WAY 1
#endif
#ifndef GO_ABOVE            /* an epoch is above both records */
#define GO_ABOVE 1          /* 0: above the own one */
#endif
#ifndef LOOK_FIRST          /* a restarted agent looks whether the group runs */
#define LOOK_FIRST 1
#endif
#ifndef STOP_FIRST          /* an offer is written after the group has stopped */
#define STOP_FIRST 1
#endif

/* What may happen. */
#ifndef LARGEST
#define LARGEST 4           /* no epoch above */
#endif
#ifndef START
#define START 1             /* 0: fresh; 1: node 0 is active; 2: both off, both say held */
#endif
#ifndef FAULTS
#define FAULTS 1            /* 1: writes and reads may fail */
#endif
#ifndef RESTARTS
#define RESTARTS 1          /* 1: agents may be restarted while the group runs on */
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

mtype = { Off, Joining, TakingBack, Standby, Proving, Reading, Deciding, Announcing, Looking,
    Holding, ReadingBack, Retreating, Starting, Active, Adopting, Stopping, Offering, Offered,
    Ejected };
mtype = { None, Claiming, Held, Parked, Retreated };

mtype said[2];             /* the records: what each node says, and of which epoch */
byte saidEpoch[2];
bit thisLife[2];           /* the record was written by the present life of its node */
bit unchanged[2];          /* the peer's record is what it was when this node's basis was read */
bit proven[2];             /* the peer was off since then, or this node has held above it */
bit finding[2];            /* this claim began as a takeover: its basis was read before the proof */

mtype state[2];
byte epoch[2];
bit runs[2];               /* the group runs here */
byte newestStart;          /* ghost: the highest epoch that the group was started in */

#define PEER (1 - n)
#define PREFERRED (n == 0)
#define PEER_MAY_RUN (said[PEER] == Held || said[PEER] == Claiming)
/* GuardReading.peerIsAbove and isOwn. */
#define PEER_IS_ABOVE ((PEER_MAY_RUN && saidEpoch[n] <= saidEpoch[PEER]) || \
    (said[PEER] == Parked && saidEpoch[PEER] > saidEpoch[n]))
#define IS_OWN (said[n] == Held && !PEER_IS_ABOVE)
#define PEER_HOLDS_FROM (said[PEER] == Held && saidEpoch[PEER] >= epoch[n])

/* RecordClaim.judge: what the peer's record means for this claim. */
#define CUT_OFF (proven[n] && (unchanged[n] || !VOID_ON_CHANGE))
#define BOUND (PEER_MAY_RUN && NEED_PROOF && !CUT_OFF && (said[PEER] == Held || unchanged[n]))
#define CONTENDING (said[PEER] == Claiming && NEED_PROOF && !CUT_OFF && !unchanged[n])
#define AHEAD (!PEER_MAY_RUN && epoch[n] <= saidEpoch[PEER] && GO_ABOVE)

inline forget() { epoch[n] = 0; proven[n] = 0; unchanged[n] = 0; finding[n] = 0 }

inline join() { forget(); state[n] = Joining }

inline say(word) {
  said[n] = word; saidEpoch[n] = epoch[n]; thisLife[n] = 1; unchanged[PEER] = 0;
  printf("node %d: says %e of epoch %d\n", n, word, epoch[n])
}

/* Writes the word; `then` if a reading has proven it, `otherwise` if nobody knows. */
inline write(word, then, otherwise) {
  if
  :: say(word); state[n] = then
#if FAULTS
  :: say(word); state[n] = otherwise
  :: printf("node %d: a write fails\n", n); state[n] = otherwise
#endif
  fi
}

inline takeBasis() { unchanged[n] = 1 }

inline faults() {
  if
  :: state[n] != Off ->
     printf("node %d: loses its power\n", n); forget(); state[n] = Off; runs[n] = 0
  :: state[n] == Off -> printf("node %d: boots\n", n); state[n] = Joining; thisLife[n] = 0
#if RESTARTS
  :: state[n] != Off && state[n] != Joining ->
     printf("node %d: the agent restarts\n", n); forget(); state[n] = Joining; thisLife[n] = 0
#endif
#if FAULTS
  :: state[n] == Looking -> printf("node %d: a read fails\n", n); state[n] = Retreating
#endif
  fi
}

/* JoiningRules: a stale claim is taken back, a running group adopted or brought down. */
inline joining() {
  if
  :: said[n] == Claiming -> epoch[n] = saidEpoch[n]; state[n] = TakingBack
  :: said[n] != Claiming && LOOK_FIRST && runs[n] && IS_OWN ->
     epoch[n] = saidEpoch[n]; state[n] = Adopting
  :: said[n] != Claiming && LOOK_FIRST && runs[n] && !IS_OWN -> state[n] = Ejected
  :: said[n] != Claiming && (!LOOK_FIRST || !runs[n]) -> state[n] = Standby
  fi
}

/* StandbyRules and TakeoverRules: any reading may lead to a claim, a bound one only by a proof. */
inline standby() {
  takeBasis();
  if
  :: PEER_MAY_RUN && !IS_OWN -> finding[n] = 1; state[n] = Proving
  :: else -> state[n] = Reading
  fi
}

/* The fence agent has confirmed: the peer was off. It may boot again at once. */
inline prove() {
  printf("node %d: switches its peer off\n", n);
  proven[n] = 1;
  if
  :: !READ_BEFORE_PROOF -> takeBasis()
  :: else
  fi;
  state[PEER] = Off; runs[PEER] = 0;
  epoch[PEER] = 0; proven[PEER] = 0; unchanged[PEER] = 0; finding[PEER] = 0;
  state[n] = Reading
}

/* ClaimingRules.claim. */
inline reading() {
  if
  :: finding[n] && !READ_BEFORE_PROOF -> takeBasis()
  :: else
  fi;
  if
  :: PEER_MAY_RUN && !IS_OWN && !(proven[n] && (unchanged[n] || !VOID_ON_CHANGE)) && NEED_PROOF ->
     forget(); state[n] = Standby
  :: else ->
     proven[n] = (finding[n] && (unchanged[n] || !VOID_ON_CHANGE) && proven[n]) || IS_OWN;
     takeBasis();
     epoch[n] = 1 + (saidEpoch[PEER] > saidEpoch[n] && GO_ABOVE -> saidEpoch[PEER] : saidEpoch[n]);
     state[n] = Deciding;
     if
     :: epoch[n] > LARGEST -> forget(); state[n] = Standby
     :: else
     fi
  fi
}

/* RecordClaim.run. */
inline deciding() {
  if
  :: BOUND || (CONTENDING && !PREFERRED && GIVE_WAY) ->
     if
     :: said[n] == Claiming || said[n] == Held -> state[n] = Retreating
     :: else -> join()
     fi
  :: else ->
     if
     :: AHEAD -> epoch[n] = saidEpoch[PEER] + 1
     :: else
     fi;
     state[n] = (epoch[n] > LARGEST -> Retreating : (ANNOUNCE -> Announcing : Holding))
  fi
}

/* RecordClaim.announce, after "claiming" was written: one more look at the peer. */
inline looking() {
  if
  :: CONTENDING && PREFERRED && GIVE_WAY -> skip                    /* looks on */
  :: BOUND || (CONTENDING && GIVE_WAY) -> state[n] = Retreating   /* gives way, or looked on long */
  :: AHEAD && saidEpoch[PEER] < LARGEST -> epoch[n] = saidEpoch[PEER] + 1; state[n] = Announcing
  :: AHEAD && saidEpoch[PEER] >= LARGEST -> state[n] = Retreating
  :: !BOUND && !(CONTENDING && GIVE_WAY) && !AHEAD -> state[n] = Holding
  fi
}

inline claiming() {
  if
  :: state[n] == Joining -> joining()
  :: state[n] == TakingBack -> write(Retreated, Joining, Joining); epoch[n] = 0
  :: state[n] == Standby -> standby()
  :: state[n] == Proving -> prove()
  :: state[n] == Proving -> join()                                  /* no proof was to be had */
  :: state[n] == Reading -> reading()
  :: state[n] == Deciding -> deciding()
  :: state[n] == Announcing -> write(Claiming, Looking, Retreating)
  :: state[n] == Looking -> looking()
  :: state[n] == Holding -> write(Held, ReadingBack, Retreating)
  :: state[n] == ReadingBack -> state[n] = (PEER_HOLDS_FROM -> Retreating : Starting)
  :: state[n] == Retreating -> write(Retreated, Joining, Joining); forget()
  :: state[n] == Starting ->
     /* 3: each start has an epoch of its own, above all before it. */
     MUST(3, epoch[n] > newestStart);
     newestStart = epoch[n];
     runs[n] = 1; proven[n] = 0; unchanged[n] = 0; finding[n] = 0; state[n] = Active;
     printf("node %d: starts the group at epoch %d\n", n, epoch[n])
  fi
}

inline serving() {
  if
  :: state[n] == Adopting -> write(Held, Active, Joining)
  :: state[n] == Active ->
     if
     :: !(said[n] == Held && saidEpoch[n] == epoch[n] && thisLife[n]) || PEER_HOLDS_FROM ->
        printf("node %d: has lost the guard\n", n); state[n] = Ejected
     :: else
     fi
  :: state[n] == Active -> state[n] = Stopping
  :: state[n] == Stopping ->
     if
     :: STOP_FIRST -> runs[n] = 0
     :: else
     fi;
     state[n] = Offering
  :: state[n] == Offering && !PEER_HOLDS_FROM -> write(Parked, Offered, Offering)
  :: state[n] == Offering && PEER_HOLDS_FROM -> state[n] = Ejected
  :: state[n] == Offered && runs[n] -> runs[n] = 0
  :: state[n] == Offered && !runs[n] && saidEpoch[PEER] > epoch[n] && PEER_MAY_RUN -> join()
  :: state[n] == Offered && !runs[n] && saidEpoch[n] < LARGEST ->                  /* withdraws */
     takeBasis(); state[n] = Reading
  :: state[n] == Ejected -> runs[n] = 0; join()
  fi
}

proctype node(byte n) {
  do
  :: atomic { faults() }
  :: atomic { claiming(); MUST(2, !runs[0] || !runs[1]) }
  :: atomic { serving() }
  od
}

init {
  atomic {
    said[0] = None; said[1] = None; state[0] = Joining; state[1] = Joining;
    if
    :: START == 0 -> skip
    :: START == 1 ->
       said[0] = Held; saidEpoch[0] = 1; thisLife[0] = 1; epoch[0] = 1; runs[0] = 1;
       newestStart = 1; state[0] = Active
    :: START == 2 ->
       said[0] = Held; saidEpoch[0] = 2; said[1] = Held; saidEpoch[1] = 1;
       newestStart = 2; state[0] = Off; state[1] = Off
    fi;
    run node(0);
    run node(1)
  }
}
