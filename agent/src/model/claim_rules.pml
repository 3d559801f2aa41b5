/*
 * The rules of claim.pml, state by state: joining and adoption, the claim, audit and ejection, and
 * what follows from an answer. Each inline is one step, or chooses one.
 */

/* Is the group down? Own keys that hold nothing are taken away; a running group is adopted. */
inline joining() {
  if
  :: LOOK_FIRST && runs[n] != 0 && ADOPT_OWN && IS_OWN_GUARD ->
     epoch[n] = EPOCH(HOLDER); state[n] = Active;
     /* 3: what goes on without a start goes on at the epoch that it was started in. */
     MUST(3, epoch[n] == runs[n]);
     printf("node %d: adopts the group at epoch %d\n", n, epoch[n])
  :: LOOK_FIRST && runs[n] != 0 && !ADOPT_OWN && (HOLDER == 0 || OWNER(HOLDER) == n) ->
     epoch[n] = runs[n];
     state[n] = (key[NX] == MY_KEY && holder[0] != NOBODY -> Active : RegisteringAgain)
  :: LOOK_FIRST && runs[n] != 0 && ADOPT_OWN && !IS_OWN_GUARD -> state[n] = Ejected
  :: LOOK_FIRST && runs[n] != 0 && !ADOPT_OWN && HOLDER != 0 && OWNER(HOLDER) != n ->
     state[n] = Ejected
  :: LOOK_FIRST && DRAIN && runs[n] == 0 && !DRAINED -> state[n] = Ejected
  :: else ->
     if
     :: key[NX] != 0 && (holder[0] != NX || !KEEP_HOLDERS_KEY) -> command(REGISTER, NX, key[NX], 0)
     :: else ->
#if MULTIPATH
        if
        :: key[NX1] != 0 && (holder[0] != NX1 || !KEEP_HOLDERS_KEY) ->
           command(REGISTER, NX1, key[NX1], 0)
        :: else -> state[n] = Standby
        fi
#else
        state[n] = Standby
#endif
     fi
  fi
}

inline chooseEpoch() {
  found = EPOCH(seen[n]);
  if
  :: COUNT_ALL || seen[n] == 0 -> found = (hint[n] > found -> hint[n] : found)
  :: else
  fi;
  if
  :: COUNT_ALL ->
     found = (NEWEST_RECORD > found -> NEWEST_RECORD : found);
     i = 0;
     do
     :: i < NEXUSES -> found = (EPOCH(key[i]) > found -> EPOCH(key[i]) : found); i++
     :: else -> break
     od;
     i = 0
  :: else
  fi;
  if
  :: found < LARGEST ->
     epoch[n] = found + 1; hint[n] = epoch[n]; state[n] = Registering;
     owes[n] = (RESET_OWED != 0 && (seen[n] == 0 ||
         (RESET_OWED == 1 && record[RECORD_OF(OWNER(seen[n]))] != EPOCH(seen[n]))));
     printf("node %d: chooses epoch %d, the holder is %d.%d\n", n, epoch[n], OWNER(seen[n]),
         EPOCH(seen[n]))
  :: else -> forget(); state[n] = Standby
  fi;
  found = 0
}

/* The first registration that is not this claim's, or with `late` not above this epoch. */
inline foreignKey(late) {
  i = 0;
  do
  :: i < NEXUSES ->
     if
     :: key[i] != 0 && key[i] != MY_KEY && (!(late) || EPOCH(key[i]) <= epoch[n]) -> found = key[i]
     :: else
     fi;
     i++
  :: else -> break
  od;
  i = 0
}

inline claiming() {
  if
  :: state[n] == Standby && SETTLED ->
     seen[n] = HOLDER; ownHolds[n] = (holder[0] == NX); own[n] = key[NX]; state[n] = ChoosingEpoch
  :: state[n] == ChoosingEpoch -> chooseEpoch()
  :: state[n] == Registering && SETTLED -> command(REGISTER, NX, own[n], MY_KEY)
  :: state[n] == LookingAtKey && SETTLED ->
     if
     :: key[NX] == MY_KEY && holder[0] == NX -> state[n] = ReadingBack
     :: key[NX] == MY_KEY && holder[0] != NX && !ownHolds[n] -> state[n] = Taking
     :: key[NX] == MY_KEY && holder[0] != NX && ownHolds[n] -> state[n] = GivingUp
     :: else -> join()
     fi
  :: state[n] == Taking && SETTLED && seen[n] != 0 -> command(PREEMPT, NX, MY_KEY, seen[n])
  :: state[n] == Taking && SETTLED && seen[n] == 0 -> command(RESERVE, NX, MY_KEY, 0)
  :: state[n] == ReadingBack && SETTLED ->
     printf("node %d: reads back holder %d.%d\n", n, OWNER(HOLDER), EPOCH(HOLDER));
     state[n] = (HOLDER != MY_KEY -> GivingUp : (owes[n] -> Resetting : LookingForKeys));
     seen[n] = 0; own[n] = 0; ownHolds[n] = 0
  :: state[n] == GivingUp && SETTLED ->
     if
     :: KEEP_HOLDERS_KEY && HOLDER == MY_KEY -> state[n] = ReadingBack
     :: else -> command(REGISTER, NX, MY_KEY, 0)
     fi
  :: state[n] == Resetting && SETTLED -> command(RESET, NX, 0, 0)
  :: state[n] == LookingForKeys && SETTLED ->
     if
     :: PURGE -> foreignKey(0)
     :: else
     fi;
     if
     :: found != 0 -> seen[n] = found; state[n] = Purging
     :: found == 0 -> state[n] = ReadingRecords          /* the second path is down */
#if MULTIPATH
     :: found == 0 && key[NX1] == MY_KEY -> uses[n] = 1; state[n] = ReadingRecords
     :: found == 0 && key[NX1] != MY_KEY -> own[n] = key[NX1]; state[n] = RegisteringPath
#endif
     fi;
     found = 0
  :: state[n] == Purging && SETTLED -> command(PREEMPT, NX, MY_KEY, seen[n])
#if MULTIPATH
  :: state[n] == RegisteringPath && SETTLED -> command(REGISTER, NX1, own[n], MY_KEY)
#endif
  :: state[n] == ReadingRecords ->
     if
     :: READ_AGAIN && NEWEST_RECORD >= epoch[n] && NEWEST_RECORD < LARGEST ->
        seen[n] = NEWEST_RECORD + 1; state[n] = Rekeying
     :: READ_AGAIN && NEWEST_RECORD >= epoch[n] && NEWEST_RECORD >= LARGEST -> join()
     :: else -> state[n] = Recording
     fi
  :: state[n] == Rekeying && SETTLED ->
     hint[n] = seen[n]; command(REGISTER, NX, MY_KEY, KEY(n, seen[n]))
  :: state[n] == Recording && SETTLED -> command(RECORD, NX, 0, epoch[n])
  :: state[n] == Verifying && SETTLED ->
     state[n] = (HOLDER != MY_KEY -> GivingUp : (again[n] -> LookingForKeys : Starting));
     again[n] = 0
  :: state[n] == Starting ->
     runs[n] = epoch[n]; state[n] = Active;
     unprotected = (HOLDER == MY_KEY -> 0 : unprotected);
     printf("node %d: starts the group at epoch %d\n", n, epoch[n])
  fi
}

inline audit() {
  printf("node %d: audit, the holder is %d.%d\n", n, OWNER(HOLDER), EPOCH(HOLDER));
  if
  :: holder[0] == NOBODY ->
     owes[n] = !EJECT_ON_VANISH;
     state[n] = (EJECT_ON_VANISH -> Ejected :
         (key[NX] == MY_KEY -> ReservingAgain : (ADOPT_OWN -> Ejected : RegisteringAgain)))
  :: holder[0] != NOBODY && HOLDER != MY_KEY -> state[n] = Ejected
  :: holder[0] != NOBODY && HOLDER == MY_KEY && owes[n] -> state[n] = Resetting
  :: holder[0] != NOBODY && HOLDER == MY_KEY && !owes[n] ->
     if
     :: PURGE -> foreignKey(1)
     :: else
     fi;
     if
     :: found != 0 -> seen[n] = found; found = 0; state[n] = PurgingLate
     :: else
     fi
  fi
}

inline serving() {
  if
  :: state[n] == Active && SETTLED -> audit()
  :: state[n] == PurgingLate && SETTLED -> command(PREEMPT, NX, MY_KEY, seen[n])
  :: state[n] == RegisteringAgain && SETTLED ->
     if
     :: NEWEST_RECORD > epoch[n] -> state[n] = Ejected
     :: else -> command(REGISTER, NX, key[NX], MY_KEY)
     fi
  :: state[n] == ReservingAgain && SETTLED -> command(RESERVE, NX, MY_KEY, 0)
#if MULTIPATH
  /* The second path came up; registered, only with nothing older under way on it. */
  :: state[n] == Active && SETTLED && key[NX1] != MY_KEY && PATH_LOST_EJECTS && uses[n] ->
     state[n] = Ejected
  :: state[n] == Active && SETTLED && key[NX1] != MY_KEY &&
     (!PATH_LOST_EJECTS || (!uses[n] && writing[NX1] == 0)) ->
     own[n] = key[NX1]; uses[n] = 0; state[n] = AddingPath
  :: state[n] == AddingPath && SETTLED -> command(REGISTER, NX1, own[n], MY_KEY)
  :: state[n] == VerifyingPath && SETTLED ->
     uses[n] = (HOLDER == MY_KEY && key[NX1] == MY_KEY);
     state[n] = (HOLDER == MY_KEY -> Active : DroppingPath)
  :: state[n] == DroppingPath && SETTLED -> command(REGISTER, NX1, MY_KEY, 0)
#endif
  :: state[n] == Active -> state[n] = Stopping; printf("node %d: stops\n", n)
  :: state[n] == Stopping && runs[n] != 0 -> runs[n] = 0
  :: state[n] == Stopping && runs[n] == 0 && DRAINED && SETTLED ->
     if
     :: KEEP_RESERVED -> join()
     :: else -> command(RELEASE, NX, MY_KEY, 0)
     fi
  :: state[n] == Unregistering && SETTLED -> command(REGISTER, NX, MY_KEY, 0)
  :: state[n] == Ejected && runs[n] != 0 -> runs[n] = 0; printf("node %d: is down\n", n)
  :: state[n] == Ejected && runs[n] == 0 && (!DRAIN || (DRAINED && lateOperation[n] == NOTHING)) ->
     join()
  fi
}

/* The answer of the command at hand has come, or will not come. */
inline answered() {
  if
  :: state[n] == Joining || state[n] == AddingPath ->
     own[n] = 0; state[n] = (state[n] == AddingPath -> VerifyingPath : Joining)
  :: state[n] == Registering ->
     state[n] = (answer != GOOD -> LookingAtKey : (ownHolds[n] -> ReadingBack : Taking))
  :: state[n] == Taking ->
     state[n] = ReadingBack                             /* the reading decides, not the answer */
  :: state[n] == GivingUp || state[n] == Unregistering -> join()
  :: state[n] == Resetting ->
     if
     :: answer == GOOD -> owes[n] = 0; state[n] = (runs[n] != 0 -> Active : LookingForKeys)
     :: else
     fi
  :: state[n] == Purging || state[n] == RegisteringPath ->
     seen[n] = 0; own[n] = 0; again[n] = 1; state[n] = Verifying
  :: state[n] == Rekeying -> epoch[n] = seen[n]; state[n] = ReadingBack
  :: state[n] == Recording ->
     state[n] = (answer == GOOD -> Verifying : (answer == CONFLICT -> ReadingBack : Recording))
  :: state[n] == RegisteringAgain -> state[n] = ReservingAgain
  :: state[n] == PurgingLate || state[n] == DroppingPath || state[n] == ReservingAgain ->
     unprotected = (state[n] == ReservingAgain && HOLDER == MY_KEY && !owes[n] -> 0 : unprotected);
     seen[n] = 0; state[n] = Active
  :: state[n] == Stopping -> state[n] = Unregistering
  fi
}
