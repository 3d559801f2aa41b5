/*
 * The shared LUNs, as the target serves them: SCSI-3 persistent reservations (SPC-4, 5.12), type 5,
 * Write Exclusive - Registrants Only. For models of two nodes, 0 and 1.
 *
 * A nexus is one node's way to one LUN: (LUN, node, path). It carries at most one registration key
 * and one write at a time. The including file says LUNS and PATHS, and what may go wrong:
 *
 *   LOST_ANSWERS   a command may be lost, or executed without the answer arriving
 *   LATE_COMMANDS  a command without an answer may execute later, at any time, or be dropped
 *   REPEATS        a lower layer may repeat a command whose first answer was lost
 *   SPLIT_WRITES   a write first passes the reservation check, and lands later
 *   VANISHES       how often LUN 0 may lose its reservation, alone or with all registrations
 *
 * Abstracted: APTPL (a target without it is one whose state vanishes), transport IDs (a nexus that
 * comes back is the same nexus), more than one command of unknown fate per node (the rule SETTLE
 * sends no second one), unit attentions (no state hangs on them; every GOOD is read back).
 */
#ifndef LUNS
#define LUNS 1
#endif
#ifndef PATHS
#define PATHS 1
#endif
#ifndef LOST_ANSWERS
#define LOST_ANSWERS 1
#endif
#ifndef LATE_COMMANDS
#define LATE_COMMANDS 1
#endif
#ifndef REPEATS
#define REPEATS 0
#endif
#ifndef SPLIT_WRITES
#define SPLIT_WRITES 0
#endif
#ifndef VANISHES
#define VANISHES 0
#endif
/* PREEMPT AND ABORT, not PREEMPT: a rule of the protocol that acts here. */
#ifndef ABORT
#define ABORT 1
#endif

/* Invariants by their numbers in protocol and ARCHITECTURE.md; CHECK selects them as bits. */
#ifndef CHECK
#define CHECK 255
#endif
byte broken;
#define MUST(number, condition) \
  if \
  :: (condition) || ((CHECK >> number) & 1) == 0 \
  :: else -> broken = number; assert(broken != number) \
  fi

#define NEXUSES (LUNS * 2 * PATHS)
#define NEXUS(lun, node, path) (((lun) * 2 + (node)) * PATHS + (path))
#define LUN_OF(nexus) ((nexus) / (2 * PATHS))
#define NODE_OF(nexus) (((nexus) / PATHS) % 2)

/* A key is (node, epoch); epoch 0 is no key. */
#define KEY(node, epoch) ((epoch) * 2 + (node))
#define EPOCH(key) ((key) / 2)
#define OWNER(key) ((key) % 2)

#define NOBODY 255
#define HOLDER_KEY(lun) (holder[lun] == NOBODY -> 0 : key[holder[lun]])

#define NOTHING 0
#define REGISTER 1
#define RESERVE 2
#define RELEASE 3
#define PREEMPT 4
#define RESET 5
#define RECORD 6

#define GOOD 0
#define CONFLICT 1
#define UNKNOWN 2

byte key[NEXUSES];         /* what is registered on each nexus */
byte holder[LUNS];         /* the nexus that holds the reservation, or NOBODY */
byte record[2];            /* the nodes' epoch records, on LUN 0 */
bit unprotected;           /* ghost: LUN 0 lost its reservation, and no new owner serves yet */

byte writing[NEXUSES];     /* epoch of the write under way on each nexus */
bit passed[NEXUSES];       /* that write has passed the reservation check */
byte newestWrite;          /* ghost: key of the newest write that landed, on any LUN */
byte newestHolder;         /* ghost: the last key that held LUN 0 */
byte newestRecord;         /* ghost: the highest key that was recorded while LUN 0 was reserved */
byte vanishesLeft = VANISHES;

/* The command at hand, zero between steps, and the one of unknown fate of each node. */
byte operation, onNexus, withKey, argument, answer;
byte lateOperation[2], lateNexus[2], lateKey[2], lateArgument[2];
byte i, j, found;          /* scratch, zero between steps */

#define command(what, nexus, named, other) \
  operation = what; onNexus = nexus; withKey = named; argument = other

inline dropWrite(nexus) { writing[nexus] = 0; passed[nexus] = 0 }

inline dropLate() { lateOperation[n] = 0; lateNexus[n] = 0; lateKey[n] = 0; lateArgument[n] = 0 }

#define MAY_WRITE(nexus) (holder[LUN_OF(nexus)] == NOBODY || key[nexus] != 0)

/* A write reaches the medium, or is refused. */
inline land(nexus) {
  if
  :: !MAY_WRITE(nexus) && !(SPLIT_WRITES && passed[nexus]) ->
     printf("LUN %d: refuses a write of node %d, epoch %d\n", LUN_OF(nexus), n, writing[nexus])
  :: else ->
     printf("LUN %d: a write of node %d, epoch %d, lands\n", LUN_OF(nexus), n, writing[nexus]);
     /* While the reservation is gone nothing guards the LUN; what counts is before and after. */
     MUST(1, unprotected || newestWrite == 0 ||
         writing[nexus] > EPOCH(newestWrite) || KEY(n, writing[nexus]) == newestWrite);
     if
     :: writing[nexus] > EPOCH(newestWrite) -> newestWrite = KEY(n, writing[nexus])
     :: else
     fi
  fi;
  dropWrite(nexus)
}

inline clearKeys(lun) {
  i = 0;
  do
  :: i < 2 * PATHS -> key[(lun) * 2 * PATHS + i] = 0; i++
  :: else -> break
  od;
  i = 0
}

/* A LOGICAL UNIT RESET aborts the tasks of every initiator; reservations survive it. */
inline resetLun(lun) {
  i = (lun) * 2 * PATHS;
  do
  :: i < ((lun) + 1) * 2 * PATHS ->
     if
     :: passed[i] -> dropWrite(i)
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0;
  if
  :: holder[lun] != NOBODY && lun == 0 -> unprotected = 0
  :: else
  fi
}

/* Removes every registration of the argument's key but the sender's, and aborts its tasks. */
inline preempt(lun) {
  /* 2: on the other LUNs an older claim never cuts off a newer one. */
  MUST(2, (lun) == 0 || EPOCH(argument) < EPOCH(withKey));
  j = (HOLDER_KEY(lun) == argument -> 1 : 0);
  found = 0;
  i = (lun) * 2 * PATHS;
  do
  :: i < ((lun) + 1) * 2 * PATHS ->
     if
     :: key[i] == argument && i != onNexus ->
        found = 1;
        key[i] = 0;
        if
        :: ABORT && passed[i] -> dropWrite(i)
        :: else
        fi
     :: key[i] == argument && i == onNexus -> found = 1
     :: else
     fi;
     i++
  :: else -> break
  od;
  if
  :: !found -> answer = CONFLICT
  :: found && j -> holder[lun] = onNexus
  :: else
  fi;
  i = 0; j = 0; found = 0
}

/* The target executes the command at hand. */
inline execute() {
  answer = GOOD;
  if
  :: operation == RESET -> resetLun(LUN_OF(onNexus))
  :: operation == REGISTER && key[onNexus] == withKey ->
     /* 5: an ejected node whose group still runs never registers. */
     MUST(5, argument == 0 || state[n] != Ejected || runs[n] == 0);
     if
     :: argument == 0 && holder[LUN_OF(onNexus)] == onNexus -> holder[LUN_OF(onNexus)] = NOBODY
     :: else
     fi;
     key[onNexus] = argument
  :: operation == RECORD && MAY_WRITE(onNexus) ->
     MUST(3, argument >= record[RECORD_OF(n)]);
     /* 3: an epoch that starts is new. */
     MUST(3, holder[0] == NOBODY || argument > EPOCH(newestRecord) ||
         newestRecord == KEY(n, argument));
     if
     :: holder[0] != NOBODY && argument > EPOCH(newestRecord) -> newestRecord = KEY(n, argument)
     :: else
     fi;
     record[RECORD_OF(n)] = argument
  :: (operation == RESERVE || operation == RELEASE || operation == PREEMPT) &&
     key[onNexus] != 0 && key[onNexus] == withKey ->
     if
     :: operation == RESERVE && holder[LUN_OF(onNexus)] == NOBODY ->
        holder[LUN_OF(onNexus)] = onNexus
     :: operation == RESERVE && holder[LUN_OF(onNexus)] != NOBODY &&
        holder[LUN_OF(onNexus)] != onNexus -> answer = CONFLICT
     :: operation == RELEASE && holder[LUN_OF(onNexus)] == onNexus ->
        holder[LUN_OF(onNexus)] = NOBODY
     :: operation == PREEMPT -> preempt(LUN_OF(onNexus))
     :: else
     fi
  :: else -> answer = CONFLICT
  fi;
  printf("node %d: %d on nexus %d, key %d.%d, argument %d: answer %d, holder %d.%d\n", n, operation,
      onNexus, OWNER(withKey), EPOCH(withKey), argument, answer, OWNER(HOLDER_KEY(0)),
      EPOCH(HOLDER_KEY(0)));
  if
  :: holder[0] != NOBODY && key[holder[0]] != newestHolder ->
     /* 3: epochs never fall, and each claim has one of its own; a vanished state starts anew. */
     MUST(3, VANISHES || EPOCH(key[holder[0]]) > EPOCH(newestHolder));
     newestHolder = key[holder[0]]
  :: else
  fi
}

/* Sends the command at hand; the answer may be UNKNOWN whatever became of it. */
inline send() {
  if
  :: execute()
#if REPEATS
  :: execute(); execute()
#endif
#if LOST_ANSWERS
  :: execute(); printf("        (the answer is lost)\n"); answer = UNKNOWN
  :: printf("node %d: %d is lost\n", n, operation); answer = UNKNOWN
#if LATE_COMMANDS
  :: lateOperation[n] == NOTHING ->
     lateOperation[n] = operation; lateNexus[n] = onNexus;
     lateKey[n] = withKey; lateArgument[n] = argument;
     printf("node %d: %d is under way, and no answer comes\n", n, operation);
     answer = UNKNOWN
#endif
#endif
  fi
}

inline commandOver() { operation = 0; onNexus = 0; withKey = 0; argument = 0; answer = 0 }

/* What the target does by itself to the command of unknown fate of node n. */
inline executeLate() {
  operation = lateOperation[n]; onNexus = lateNexus[n];
  withKey = lateKey[n]; argument = lateArgument[n];
  dropLate();
  printf("node %d: its late command executes now\n", n);
  execute();
  commandOver()
}
