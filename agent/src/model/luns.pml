/*
 * Guard scsi-pr on several LUNs, arbiter first. Two nodes, one path each.
 *
 * The question: a claimant that is paused anywhere between its claim of the arbiter and its work on
 * the other LUNs, while the peer claims as well. LUN 0 is the arbiter and carries records, not the
 * group's data; the group writes to all the others.
 *
 * Modelled: the claim over all LUNs, audit, ejection, adoption, stop, crash, agent restarts, and
 * all that target.pml does to commands. Abstracted: what claim.pml has shown for one LUN (records,
 * vanished reservations, second paths, writes that passed the check).
 *
 * Each rule is a flag; 1 is the protocol. A mutation sets one to 0.
 */
#ifndef ARBITER_FIRST       /* the arbiter is claimed before anything is done to another LUN */
#define ARBITER_FIRST 1
#endif
#ifndef YIELD               /* a claimant that meets a key of its epoch or above gives up */
#define YIELD 1
#endif
#ifndef VERIFY_ARBITER      /* the arbiter is verified after the last LUN, before the start */
#define VERIFY_ARBITER 1
#endif
#ifndef ALL_BEFORE_START    /* every LUN is taken and purged before the first write to any */
#define ALL_BEFORE_START 1  /* 0: each LUN just before its own first write */
#endif
#ifndef RESERVE_ALL         /* every LUN is reserved, not only registered with */
#define RESERVE_ALL 1
#endif
#ifndef KEEP_RESERVED       /* a stopped node leaves its reservations where they are */
#define KEEP_RESERVED 1     /* 0: it unregisters from all but the arbiter */
#endif
#ifndef SETTLE              /* a command of unknown fate is settled before the next is sent */
#define SETTLE 1
#endif
#ifndef LOOK_FIRST          /* a restarted agent looks whether the group runs */
#define LOOK_FIRST 1
#endif

/* What may happen. */
#ifndef LARGEST
#define LARGEST 3
#endif
#ifndef RESTARTS
#define RESTARTS 0
#endif
#ifndef LUNS
#define LUNS 2
#endif
#ifndef START
#define START 1             /* 0: fresh LUNs; 1: node 0 is active */
#endif

#define RECORD_OF(node) (node)

mtype = { Down, Joining, Standby, ChoosingEpoch, Registering, Taking, ReadingBack, LookingForKeys,
    Purging, LookingAtLun, RegisteringLun, TakingLun, Verifying, Starting, GivingUp, Active,
    PurgingLate, Stopping, UnregisteringLun, Ejected };

#include "target.pml"

mtype state[2];
byte epoch[2];             /* that this node claims or holds */
byte seen[2];              /* a key as it was read: the holder's, or the one to preempt */
byte own[2];               /* the key as it was read on a nexus of this node */
byte lun[2];               /* the LUN that is being worked on */
bit registered[2];         /* this claim has registered with that LUN */
byte ready[2];             /* the last LUN that is taken and purged */
byte hint[2];              /* the largest epoch that this node chose */
byte runs[2];              /* the epoch that the group runs under, 0 if it does not run */

#define MY_KEY KEY(n, epoch[n])
#define NX(l) NEXUS(l, n, 0)
#define PEERS_KEY(l) key[NEXUS(l, 1 - n, 0)]
#define ARBITER_KEY HOLDER_KEY(0)
#define SETTLED (!SETTLE || lateOperation[n] == NOTHING)
#if LUNS == 2
#define DRAINED (writing[NX(1)] == 0)
#define LOST_A_LUN(k) (key[NX(1)] != (k))
#else
#define DRAINED (writing[NX(1)] == 0 && writing[NX(2)] == 0)
#define LOST_A_LUN(k) (key[NX(1)] != (k) || key[NX(2)] != (k))
#endif

inline join() {
  epoch[n] = 0; seen[n] = 0; own[n] = 0; lun[n] = 0; registered[n] = 0; ready[n] = 0;
  state[n] = Joining
}

inline writes(l) {
  if
  :: runs[n] != 0 && writing[NX(l)] == 0 && (ALL_BEFORE_START || ready[n] >= l) ->
     writing[NX(l)] = runs[n]
  :: writing[NX(l)] != 0 -> land(NX(l))
  :: writing[NX(l)] != 0 -> dropWrite(NX(l))
  fi
}

inline faults() {
  if
  :: state[n] != Down ->
     printf("node %d: crashes\n", n); join(); state[n] = Down; runs[n] = 0
  :: state[n] == Down ->
     printf("node %d: reboots\n", n); state[n] = Joining; dropLate(); dropWrite(NX(1));
#if LUNS == 3
     dropWrite(NX(2))
#endif
#if RESTARTS
  :: state[n] != Down && state[n] != Joining && (ALL_BEFORE_START || runs[n] == 0) ->
     printf("node %d: the agent restarts, the group runs under epoch %d\n", n, runs[n]); join()
#endif
  :: LATE_COMMANDS && lateOperation[n] != NOTHING -> executeLate()
  :: LATE_COMMANDS && lateOperation[n] != NOTHING -> dropLate()
  fi
}

/* The first LUN that has a key of this node which holds nothing, or LUNS. */
inline ownLeftover() {
  do
  :: i < LUNS && (key[NX(i)] == 0 || holder[i] == NX(i)) -> i++
  :: else -> break
  od;
  found = i; i = 0
}

/* The first LUN that has a key of the peer which is not above this epoch, or LUNS. */
inline lateKeyOfPeer() {
  do
  :: i < LUNS && (PEERS_KEY(i) == 0 || EPOCH(PEERS_KEY(i)) > epoch[n]) -> i++
  :: else -> break
  od;
  found = i; i = 0
}

inline joining() {
  if
  :: LOOK_FIRST && runs[n] != 0 && ARBITER_KEY != 0 && OWNER(ARBITER_KEY) == n &&
     !LOST_A_LUN(ARBITER_KEY) ->
     epoch[n] = EPOCH(ARBITER_KEY); state[n] = Active; ready[n] = LUNS - 1;
     MUST(3, epoch[n] == runs[n])
  :: LOOK_FIRST && runs[n] != 0 && !(ARBITER_KEY != 0 && OWNER(ARBITER_KEY) == n &&
     !LOST_A_LUN(ARBITER_KEY)) -> state[n] = Ejected
  :: LOOK_FIRST && runs[n] == 0 && !DRAINED -> state[n] = Ejected
  :: else ->
     ownLeftover();
     if
     :: found < LUNS -> command(REGISTER, NX(found), key[NX(found)], 0)
     :: else -> state[n] = Standby
     fi;
     found = 0
  fi
}

inline chooseEpoch() {
  found = hint[n];
  do
  :: i < NEXUSES -> found = (EPOCH(key[i]) > found -> EPOCH(key[i]) : found); i++
  :: else -> break
  od;
  i = 0;
  if
  :: found < LARGEST ->
     epoch[n] = found + 1; hint[n] = epoch[n]; lun[n] = (ARBITER_FIRST -> 0 : 1);
     state[n] = (ARBITER_FIRST -> Registering : LookingAtLun);
     printf("node %d: chooses epoch %d\n", n, epoch[n])
  :: else -> join(); state[n] = Standby
  fi;
  found = 0
}

inline claimingArbiter() {
  if
  :: state[n] == Standby && SETTLED ->
     seen[n] = ARBITER_KEY; own[n] = key[NX(0)]; state[n] = ChoosingEpoch
  :: state[n] == ChoosingEpoch -> chooseEpoch()
  :: state[n] == Registering && SETTLED -> command(REGISTER, NX(0), own[n], MY_KEY)
  :: state[n] == Taking && SETTLED ->
     if
     :: seen[n] == 0 -> command(RESERVE, NX(0), MY_KEY, 0)
     :: seen[n] != 0 && OWNER(seen[n]) == n -> state[n] = ReadingBack     /* re-keyed: claimed */
     :: seen[n] != 0 && OWNER(seen[n]) != n -> command(PREEMPT, NX(0), MY_KEY, seen[n])
     fi
  :: state[n] == ReadingBack && SETTLED ->
     seen[n] = 0; own[n] = 0; state[n] = (ARBITER_KEY == MY_KEY -> LookingForKeys : GivingUp)
  :: state[n] == LookingForKeys && SETTLED ->
     if
     :: PEERS_KEY(0) != 0 -> seen[n] = PEERS_KEY(0); state[n] = Purging
     :: else ->
        lun[n] = 1; state[n] = (ARBITER_FIRST -> LookingAtLun : Verifying);
        runs[n] = (ALL_BEFORE_START -> 0 : epoch[n])
     fi
  :: state[n] == Purging && SETTLED -> command(PREEMPT, NX(0), MY_KEY, seen[n])
  fi
}

/* One look at the LUN that is being worked on says what is still to be done there. */
inline lookAtLun() {
  if
  :: YIELD && EPOCH(PEERS_KEY(lun[n])) >= epoch[n] ->
     printf("node %d: meets a newer key on LUN %d\n", n, lun[n]); state[n] = GivingUp
  :: else ->
     if
     :: key[NX(lun[n])] != MY_KEY && registered[n] -> state[n] = GivingUp
     :: key[NX(lun[n])] != MY_KEY && !registered[n] ->
        own[n] = key[NX(lun[n])]; state[n] = RegisteringLun
     :: key[NX(lun[n])] == MY_KEY ->
        registered[n] = 1;
        if
        :: RESERVE_ALL && holder[lun[n]] == NOBODY -> seen[n] = 0; state[n] = TakingLun
        :: !(RESERVE_ALL && holder[lun[n]] == NOBODY) && PEERS_KEY(lun[n]) != 0 ->
           seen[n] = PEERS_KEY(lun[n]); state[n] = TakingLun
        :: else ->
           ready[n] = lun[n]; registered[n] = 0;
           if
           :: lun[n] < LUNS - 1 -> lun[n]++
           :: else -> state[n] = (ARBITER_FIRST -> Verifying : Registering)
           fi
        fi
     fi
  fi
}

inline claimingLuns() {
  if
  :: state[n] == LookingAtLun && SETTLED -> lookAtLun()
  :: state[n] == RegisteringLun && SETTLED -> command(REGISTER, NX(lun[n]), own[n], MY_KEY)
  :: state[n] == TakingLun && SETTLED && seen[n] == 0 -> command(RESERVE, NX(lun[n]), MY_KEY, 0)
  :: state[n] == TakingLun && SETTLED && seen[n] != 0 ->
     command(PREEMPT, NX(lun[n]), MY_KEY, seen[n])
  :: state[n] == Verifying && SETTLED ->
     state[n] = (!VERIFY_ARBITER || ARBITER_KEY == MY_KEY -> Starting : GivingUp)
  :: state[n] == Starting ->
     runs[n] = epoch[n]; lun[n] = 0; state[n] = Active;
     printf("node %d: starts the group at epoch %d\n", n, epoch[n])
  :: state[n] == GivingUp && SETTLED ->
     if
     :: runs[n] != 0 -> state[n] = Ejected
     :: else -> join()
     fi
  fi
}

inline serving() {
  if
  :: state[n] == Active && SETTLED ->
     if
     :: ARBITER_KEY != MY_KEY || LOST_A_LUN(MY_KEY) ->
        printf("node %d: has lost the guard\n", n); state[n] = Ejected
     :: else ->
        lateKeyOfPeer();
        if
        :: found < LUNS -> lun[n] = found; seen[n] = PEERS_KEY(found); state[n] = PurgingLate
        :: else
        fi;
        found = 0
     fi
  :: state[n] == PurgingLate && SETTLED -> command(PREEMPT, NX(lun[n]), MY_KEY, seen[n])
  :: state[n] == Active -> state[n] = Stopping
  :: state[n] == Stopping && runs[n] != 0 -> runs[n] = 0
  :: state[n] == Stopping && runs[n] == 0 && DRAINED && SETTLED ->
     printf("node %d: has stopped\n", n);
     if
     :: KEEP_RESERVED -> join()
     :: else -> lun[n] = 1; state[n] = UnregisteringLun
     fi
  :: state[n] == UnregisteringLun && SETTLED -> command(REGISTER, NX(lun[n]), MY_KEY, 0)
  :: state[n] == Ejected && runs[n] != 0 -> runs[n] = 0
  :: state[n] == Ejected && runs[n] == 0 && DRAINED && lateOperation[n] == NOTHING -> join()
  fi
}

inline answered() {
  if
  :: state[n] == Joining -> skip
  :: state[n] == Registering ->
     state[n] = (key[NX(0)] == MY_KEY && answer != CONFLICT -> Taking : GivingUp)
  :: state[n] == Taking || state[n] == Purging -> seen[n] = 0; state[n] = ReadingBack
  :: state[n] == RegisteringLun ->
     own[n] = 0; registered[n] = (answer == GOOD); state[n] = LookingAtLun
  :: state[n] == TakingLun -> seen[n] = 0; state[n] = LookingAtLun
  :: state[n] == PurgingLate -> seen[n] = 0; lun[n] = 0; state[n] = Active
  :: state[n] == UnregisteringLun ->
     if
     :: lun[n] < LUNS - 1 -> lun[n]++
     :: else -> join()
     fi
  fi
}

proctype node(byte n) {
  do
  :: atomic { writes(1) }
#if LUNS == 3
  :: atomic { writes(2) }
#endif
  :: atomic { faults() }
  :: atomic {
       if
       :: state[n] == Joining && SETTLED -> joining()
       :: claimingArbiter()
       :: claimingLuns()
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
    do
    :: i < LUNS ->
       key[NEXUS(i, 0, 0)] = (START == 0 -> 0 : KEY(0, 1));
       holder[i] = (START == 0 -> NOBODY : NEXUS(i, 0, 0));
       i++
    :: else -> break
    od;
    i = 0;
    state[0] = Joining; state[1] = Joining;
    if
    :: START == 1 ->
       newestHolder = KEY(0, 1);
       state[0] = Active; epoch[0] = 1; runs[0] = 1; hint[0] = 1; ready[0] = LUNS - 1
    :: else
    fi;
    run node(0);
    run node(1)
  }
}
