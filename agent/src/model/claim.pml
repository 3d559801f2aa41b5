/*
 * Guard scsi-pr on one LUN: claim, takeover, boot race, ejection, adoption. Two nodes.
 *
 * A pause of any length at any point is the interleaving itself: each reading, command and decision
 * is a step of its own, and a claim needs no reason: the failure detector may be wrong at any time.
 *
 * Modelled: the claim of protocol.md section 5 with all its readings; audit and ejection (8); the
 * group as one thing that writes; crash and reboot; an agent that dies while its group runs on, and
 * is restarted; the target's answers (target.pml).
 * Abstracted: time, heartbeats, who prefers to claim, the offer (handshake.pml), the resources'
 * order. A second path (PATHS=2) either carries I/O beside the first (MULTIPATH), or is the other
 * nexus that a reboot may come back on (NEW_NEXUS), the old one lingering at the target.
 *
 * Each rule is a flag; 1 is the protocol. A mutation sets one to 0.
 */
#ifndef KEEP_RESERVED       /* a stopped node leaves its reservation for the peer to preempt */
#define KEEP_RESERVED 1     /* 0: RELEASE */
#endif
#ifndef SETTLE              /* a command of unknown fate is settled before the next is sent */
#define SETTLE 1
#endif
#ifndef COUNT_ALL           /* an epoch is counted from holder, keys, both records and the hint */
#define COUNT_ALL 1         /* 0: from the holder, or else the hint */
#endif
#ifndef KEEP_HOLDERS_KEY    /* a key that may be the holder's is never unregistered */
#define KEEP_HOLDERS_KEY 1
#endif
#ifndef RESET_OWED          /* a claim that preempts no holder, or one whose record is not of its */
#define RESET_OWED 1        /* epoch, resets the LUN before it records its own; 0: never, */
#endif                      /* 2: only when it preempts no holder */
#ifndef PURGE               /* every other registration is preempted by name, also in the audit */
#define PURGE 1
#endif
#ifndef READ_AGAIN          /* the records are read again after the claim */
#define READ_AGAIN 1
#endif
#ifndef OWN_RECORD          /* one record block per node; the highest counts */
#define OWN_RECORD 1        /* 0: one block for both */
#endif
#ifndef LOOK_FIRST          /* a restarted agent looks whether the group runs */
#define LOOK_FIRST 1
#endif
#ifndef ADOPT_OWN           /* it adopts only if the holder is its own key, on every path in use */
#define ADOPT_OWN 1         /* 0: unless another holds; what has vanished is registered again */
#endif
#ifndef EJECT_ON_VANISH     /* an active whose reservation is gone ejects */
#define EJECT_ON_VANISH 1   /* 0: it reserves again, resets the LUN, and goes on */
#endif
#ifndef DRAIN               /* an ejected node joins with no write or command under way */
#define DRAIN 1
#endif
#ifndef VERIFY_PATH         /* a path that comes up late carries I/O only after a verify */
#define VERIFY_PATH 1
#endif
#ifndef PATH_LOST_EJECTS    /* a path in use without its key means that the guard is lost */
#define PATH_LOST_EJECTS 1  /* 0: it is registered again */
#endif

/* What may happen. */
#ifndef LARGEST
#define LARGEST 4           /* no epoch above */
#endif
#ifndef START
#define START 1             /* 0: fresh LUN; 1: node 0 is active; 2: both down, node 0 was active */
#endif
#ifndef RESTARTS
#define RESTARTS 0          /* 1: an agent may die and be restarted while its group runs on */
#endif
#ifndef KEEP_HINT
#define KEEP_HINT 1         /* 0: a node that crashes has lost its hint */
#endif
#ifndef MULTIPATH
#define MULTIPATH 0
#endif
#ifndef NEW_NEXUS
#define NEW_NEXUS 0
#endif

#define RECORD_OF(node) (OWN_RECORD -> (node) : 0)

mtype = { Down, Joining, Standby, ChoosingEpoch, Registering, LookingAtKey, Taking, ReadingBack,
    GivingUp, Resetting, LookingForKeys, Purging, RegisteringPath, ReadingRecords, Rekeying,
    Recording, Verifying, Starting, Active, PurgingLate, ReservingAgain, RegisteringAgain,
    AddingPath, VerifyingPath, DroppingPath, Stopping, Releasing, Unregistering, Ejected };

#include "target.pml"

mtype state[2];
byte epoch[2];             /* that this node claims or holds */
byte seen[2];              /* a key as it was read: the holder's, or the one to purge */
byte own[2];               /* the key as it was read on a nexus of this node */
bit ownHolds[2];           /* that key held the reservation */
bit owes[2];               /* this claim owes the LUN a reset */
bit again[2];              /* after this verify the keys are looked at again */
byte hint[2];              /* the largest epoch that this node chose, kept over a crash */
byte runs[2];              /* the epoch that the group runs under, 0 if it does not run */
bit uses[2];               /* the second path carries I/O */
bit path[2];               /* the path that commands take */

#define MY_KEY KEY(n, epoch[n])
#define NX NEXUS(0, n, path[n])
#define NX0 NEXUS(0, n, 0)
#define NX1 NEXUS(0, n, 1)
#define HOLDER HOLDER_KEY(0)
#define SETTLED (!SETTLE || lateOperation[n] == NOTHING)
#define NEWEST_RECORD (record[0] > record[1] -> record[0] : record[1])

/* No write of this boot is under way. */
#if PATHS == 1
#define DRAINED (writing[NX0] == 0)
#elif MULTIPATH
#define DRAINED (writing[NX0] == 0 && writing[NX1] == 0)
#else
#define DRAINED (writing[NX] == 0)
#endif

#define IS_OWN_GUARD (HOLDER != 0 && OWNER(HOLDER) == n && key[NX] == HOLDER && \
    (!MULTIPATH || !uses[n] || key[NX1] == HOLDER))

inline forget() {
  epoch[n] = 0; seen[n] = 0; own[n] = 0; ownHolds[n] = 0; owes[n] = 0; again[n] = 0
}

inline join() { forget(); uses[n] = 0; state[n] = Joining }

/* The group's writes, and what the target does with them. */
inline writes() {
  if
  :: runs[n] != 0 && writing[NX] == 0 -> writing[NX] = runs[n]
  :: writing[NX0] != 0 && (!SPLIT_WRITES || passed[NX0]) -> land(NX0)
  :: writing[NX0] != 0 -> dropWrite(NX0)
#if SPLIT_WRITES
  :: writing[NX0] != 0 && !passed[NX0] && MAY_WRITE(NX0) -> passed[NX0] = 1
#endif
#if PATHS == 2
#if MULTIPATH
  :: runs[n] != 0 && writing[NX1] == 0 && (uses[n] || !VERIFY_PATH) -> writing[NX1] = runs[n]
#endif
  :: writing[NX1] != 0 && (!SPLIT_WRITES || passed[NX1]) -> land(NX1)
  :: writing[NX1] != 0 -> dropWrite(NX1)
#if SPLIT_WRITES
  :: writing[NX1] != 0 && !passed[NX1] && MAY_WRITE(NX1) -> passed[NX1] = 1
#endif
#endif
  fi
}

inline faults() {
  if
  :: state[n] != Down ->
     printf("node %d: crashes\n", n);
     join(); state[n] = Down; runs[n] = 0;
     if
     :: !KEEP_HINT -> hint[n] = 0
     :: else
     fi
  :: state[n] == Down ->
     printf("node %d: reboots\n", n);
     state[n] = Joining;
#if NEW_NEXUS
     if
     :: path[n] = 1 - path[n]
     :: skip
     fi;
#endif
     /* A new login ends the old session of the same nexus, and what it had under way. */
     if
     :: MULTIPATH || lateNexus[n] == NX -> dropLate()
     :: else
     fi;
     dropWrite(NX);
#if MULTIPATH
     dropWrite(NX1)
#endif
#if RESTARTS
  :: state[n] != Down && state[n] != Joining ->
     printf("node %d: the agent restarts, the group runs under epoch %d\n", n, runs[n]);
     forget(); state[n] = Joining
#endif
  :: LATE_COMMANDS && lateOperation[n] != NOTHING -> executeLate()
  :: LATE_COMMANDS && lateOperation[n] != NOTHING -> dropLate()
#if VANISHES
  :: n == 0 && vanishesLeft > 0 ->
     vanishesLeft--; holder[0] = NOBODY; unprotected = 1;
     if
     :: printf("LUN: the reservation vanishes\n")
     :: printf("LUN: reservation and keys vanish\n"); clearKeys(0)
     fi
#endif
  fi
}

#include "claim_rules.pml"

proctype node(byte n) {
  do
  :: atomic { writes() }
  :: atomic { faults() }
  :: atomic {
       if
       :: state[n] == Joining && SETTLED -> joining()
       :: claiming()
       :: serving()
       fi;
       if
       :: operation != NOTHING -> send(); answered(); commandOver()
       :: else
       fi
     }
  od
}

init {
  atomic {
    holder[0] = NOBODY;
    if
    :: START == 0 -> state[0] = Joining; state[1] = Joining
    :: START == 1 ->
       state[0] = Active; epoch[0] = 1; runs[0] = 1; state[1] = Standby
    :: START == 2 -> state[0] = Down; state[1] = Down
    fi;
    if
    :: START != 0 ->
       hint[0] = 1; key[0] = KEY(0, 1); holder[0] = 0; record[0] = 1;
       newestHolder = KEY(0, 1); newestRecord = KEY(0, 1)
    :: else
    fi;
    run node(0);
    run node(1)
  }
}
