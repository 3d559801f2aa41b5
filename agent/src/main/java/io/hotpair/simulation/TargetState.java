package io.hotpair.simulation;

import io.hotpair.port.ScsiPath.Answer;
import io.hotpair.port.ScsiPath.Command;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a SCSI target knows of one LUN's reservation, and what each command makes of it: written
 * from SPC-4, 5.13, and from bytes alone, so that it shares nothing with the code that it tests.
 * Immutable.
 *
 * @param abilities what this target can do
 * @param registrations the key of each registered I_T nexus
 * @param holder the nexus that holds the reservation; empty if there is none
 * @param generation counts what changes the registrations
 * @param persistent whether all this outlives a loss of power, as the last registration asked for
 * @param attentions the unit attentions that each nexus has not been told yet
 */
public record TargetState(
    Abilities abilities,
    Map<String, Long> registrations,
    Optional<String> holder,
    int generation,
    boolean persistent,
    Map<String, List<Integer>> attentions) {
  private static final int WRITE_EXCLUSIVE_REGISTRANTS_ONLY = 5;
  private static final int TYPES_IN_MASK = 0x20;

  private static final Answer GOOD = new Answer.Good(new byte[0]);
  private static final Answer CONFLICT = new Answer.Conflict();
  private static final Answer UNKNOWN_COMMAND = new Answer.Check(5, 0x2000);
  private static final Answer BAD_FIELD_IN_BLOCK = new Answer.Check(5, 0x2400);
  private static final Answer BAD_FIELD_IN_LIST = new Answer.Check(5, 0x2600);

  private static final int POWER_ON = 0x2900;
  private static final int RESET = 0x2903;
  private static final int NEXUS_LOST = 0x2907;
  private static final int RESERVATIONS_RELEASED = 0x2a04;
  private static final int REGISTRATIONS_PREEMPTED = 0x2a05;

  /**
   * What a target can do.
   *
   * @param identity its designator, as {@code naa.} and 16 or 32 hexadecimal digits
   * @param persists whether it has APTPL
   * @param preemptsAndAborts whether it has PREEMPT AND ABORT
   * @param type5 whether it has Write Exclusive - Registrants Only
   */
  public record Abilities(
      String identity, boolean persists, boolean preemptsAndAborts, boolean type5) {}

  /**
   * What a command has done.
   *
   * @param next the state after it
   * @param answer what the target answers
   * @param aborted the nexus whose queued commands it has aborted
   */
  public record Done(TargetState next, Answer answer, Set<String> aborted) {}

  /** Copies the collections. */
  public TargetState {
    registrations = Map.copyOf(registrations);
    attentions = Map.copyOf(attentions);
  }

  /** A LUN that nobody has registered with. */
  public static TargetState fresh(Abilities abilities) {
    return new TargetState(abilities, Map.of(), Optional.empty(), 0, false, Map.of());
  }

  /** Whether the target takes a write from a nexus now. */
  public boolean takesWrites(String nexus) {
    return holder.isEmpty() || registrations.containsKey(nexus);
  }

  /** The key that holds the reservation; 0 if none does. */
  public long holderKey() {
    return holder.map(registrations::get).orElse(0L);
  }

  // What happens to a target.

  /** The reservation is gone, as a defect of an array would have it; the registrations stand. */
  public TargetState vanish() {
    return with(registrations, Optional.empty(), generation);
  }

  /** The array loses its power and comes back. */
  public TargetState losePower() {
    TargetState kept =
        persistent
            ? this
            : new TargetState(abilities, Map.of(), Optional.empty(), 0, false, attentions);
    return kept.attend(attentions.keySet(), POWER_ON).attend(registrations.keySet(), POWER_ON);
  }

  /** Reservation and registrations are gone, though it has said that it keeps them. */
  public TargetState forget() {
    TargetState empty =
        new TargetState(abilities, Map.of(), Optional.empty(), 0, false, attentions);
    return empty.attend(attentions.keySet(), POWER_ON).attend(registrations.keySet(), POWER_ON);
  }

  /** LOGICAL UNIT RESET: the commands at the LUN are aborted, the reservation outlives it. */
  public TargetState reset() {
    return attend(attentions.keySet(), RESET).attend(registrations.keySet(), RESET);
  }

  /** A nexus is lost and made again; its registration stands. */
  public TargetState loseNexus(String nexus) {
    return attend(Set.of(nexus), NEXUS_LOST);
  }

  // Commands.

  /** Carries a command out. */
  public Done execute(String nexus, Command command) {
    ByteBuffer block = ByteBuffer.wrap(command.block());
    int operation = Byte.toUnsignedInt(block.get(0));
    List<Integer> pending = attentions.getOrDefault(nexus, List.of());
    if (operation != 0x12 && !pending.isEmpty()) {
      Map<String, List<Integer>> left = new TreeMap<>(attentions);
      left.put(nexus, pending.subList(1, pending.size()));
      TargetState told =
          new TargetState(abilities, registrations, holder, generation, persistent, left);
      return new Done(told, new Answer.Check(6, pending.getFirst()), Set.of());
    }
    return switch (operation) {
      case 0x12 -> reply(inquiry(block));
      case 0x5e -> reply(in(block.get(1) & 0x1f, command.room()));
      case 0x5f -> out(nexus, block, ByteBuffer.wrap(command.sent()));
      default -> reply(UNKNOWN_COMMAND);
    };
  }

  private Done reply(Answer answer) {
    return new Done(this, answer, Set.of());
  }

  private Answer inquiry(ByteBuffer block) {
    if (block.get(1) != 1 || block.get(2) != (byte) 0x83) {
      return BAD_FIELD_IN_BLOCK;
    }
    byte[] vendor = "HOTPAIR simulated".getBytes(StandardCharsets.US_ASCII);
    String digits = abilities.identity().substring("naa.".length());
    ByteBuffer page = ByteBuffer.allocate(12 + vendor.length + digits.length() / 2);
    page.put((byte) 0).put((byte) 0x83).putShort((short) (page.capacity() - 4));
    page.put((byte) 2).put((byte) 1).put((byte) 0).put((byte) vendor.length).put(vendor);
    page.put((byte) 1).put((byte) 3).put((byte) 0).put((byte) (digits.length() / 2));
    for (int at = 0; at < digits.length(); at += 2) {
      page.put((byte) Integer.parseInt(digits.substring(at, at + 2), 16));
    }
    return new Answer.Good(page.array());
  }

  private Answer in(int action, int room) {
    return switch (action) {
      case 0 -> {
        ByteBuffer keys = ByteBuffer.allocate(8 + 8 * registrations.size());
        keys.putInt(generation).putInt(8 * registrations.size());
        new TreeMap<>(registrations).values().forEach(keys::putLong);
        yield truncated(keys, room);
      }
      case 1 -> {
        ByteBuffer held = ByteBuffer.allocate(holder.isEmpty() ? 8 : 24);
        held.putInt(generation).putInt(holder.isEmpty() ? 0 : 16);
        if (holder.isPresent()) {
          held.putLong(holderKey()).put(21, (byte) WRITE_EXCLUSIVE_REGISTRANTS_ONLY);
        }
        yield truncated(held, room);
      }
      case 2 -> {
        ByteBuffer can = ByteBuffer.allocate(8).putShort(0, (short) 8);
        can.put(2, (byte) (abilities.persists() ? 1 : 0));
        can.put(3, (byte) (0x80 | (persistent ? 1 : 0)));
        can.put(4, (byte) (abilities.type5() ? TYPES_IN_MASK : 0));
        yield truncated(can, room);
      }
      default -> BAD_FIELD_IN_BLOCK;
    };
  }

  private static Answer truncated(ByteBuffer data, int room) {
    byte[] sent = new byte[Math.min(room, data.capacity())];
    data.get(0, sent);
    return new Answer.Good(sent);
  }

  private Done out(String nexus, ByteBuffer block, ByteBuffer list) {
    if (block.getInt(5) != 24 || list.capacity() != 24) {
      return reply(new Answer.Check(5, 0x1a00));
    }
    long own = list.getLong(0);
    long other = list.getLong(8);
    int type = block.get(2) & 0x0f;
    return switch (block.get(1) & 0x1f) {
      case 0 -> register(nexus, own, other, (list.get(20) & 1) != 0);
      case 1 -> reserve(nexus, own, type);
      case 2 -> release(nexus, own, type);
      case 4 -> preempt(nexus, own, other, type, false);
      case 5 ->
          abilities.preemptsAndAborts()
              ? preempt(nexus, own, other, type, true)
              : reply(BAD_FIELD_IN_BLOCK);
      default -> reply(BAD_FIELD_IN_BLOCK);
    };
  }

  private boolean isRegisteredAs(String nexus, long key) {
    return registrations.containsKey(nexus) && registrations.get(nexus) == key;
  }

  private Done register(String nexus, long standing, long key, boolean persist) {
    if (registrations.getOrDefault(nexus, 0L) != standing) {
      return reply(CONFLICT);
    }
    if (persist && !abilities.persists()) {
      return reply(BAD_FIELD_IN_LIST);
    }
    Map<String, Long> changed = new TreeMap<>(registrations);
    Optional<String> keeps = holder;
    Set<String> released = Set.of();
    if (key != 0) {
      changed.put(nexus, key);
    } else {
      changed.remove(nexus);
      if (holder.equals(Optional.of(nexus))) {
        keeps = Optional.empty();
        released = Set.copyOf(changed.keySet());
      }
    }
    TargetState next =
        new TargetState(abilities, changed, keeps, generation + 1, persist, attentions);
    return new Done(next.attend(released, RESERVATIONS_RELEASED), GOOD, Set.of());
  }

  private Done reserve(String nexus, long own, int type) {
    if (!isRegisteredAs(nexus, own) || holder.isPresent() && !holder.get().equals(nexus)) {
      return reply(CONFLICT);
    }
    if (type != WRITE_EXCLUSIVE_REGISTRANTS_ONLY || !abilities.type5()) {
      return reply(BAD_FIELD_IN_BLOCK);
    }
    return new Done(with(registrations, Optional.of(nexus), generation), GOOD, Set.of());
  }

  private Done release(String nexus, long own, int type) {
    if (!isRegisteredAs(nexus, own)) {
      return reply(CONFLICT);
    }
    if (!holder.equals(Optional.of(nexus))) {
      return reply(GOOD);
    }
    if (type != WRITE_EXCLUSIVE_REGISTRANTS_ONLY) {
      return reply(new Answer.Check(5, 0x2604));
    }
    Set<String> others = new HashSet<>(registrations.keySet());
    others.remove(nexus);
    TargetState next = with(registrations, Optional.empty(), generation);
    return new Done(next.attend(others, RESERVATIONS_RELEASED), GOOD, Set.of());
  }

  private Done preempt(String nexus, long own, long other, int type, boolean abort) {
    if (!isRegisteredAs(nexus, own) || !registrations.containsValue(other)) {
      return reply(CONFLICT);
    }
    boolean takes = holder.isPresent() && holderKey() == other;
    if (takes && type != WRITE_EXCLUSIVE_REGISTRANTS_ONLY) {
      return reply(BAD_FIELD_IN_BLOCK);
    }
    Map<String, Long> left = new TreeMap<>(registrations);
    Set<String> lost = new HashSet<>();
    for (Map.Entry<String, Long> registration : registrations.entrySet()) {
      boolean spared = takes && registration.getKey().equals(nexus);
      if (registration.getValue() == other && !spared) {
        left.remove(registration.getKey());
        lost.add(registration.getKey());
      }
    }
    TargetState next = with(left, takes ? Optional.of(nexus) : holder, generation + 1);
    return new Done(
        next.attend(lost, REGISTRATIONS_PREEMPTED), GOOD, abort ? Set.copyOf(lost) : Set.of());
  }

  private TargetState with(Map<String, Long> registered, Optional<String> held, int count) {
    return new TargetState(abilities, registered, held, count, persistent, attentions);
  }

  private TargetState attend(Set<String> nexuses, int code) {
    Map<String, List<Integer>> more = new TreeMap<>(attentions);
    for (String nexus : nexuses) {
      List<Integer> pending = new ArrayList<>(more.getOrDefault(nexus, List.of()));
      // A target keeps one of each kind.
      if (!pending.contains(code)) {
        pending.add(code);
      }
      more.put(nexus, List.copyOf(pending));
    }
    return new TargetState(abilities, registrations, holder, generation, persistent, more);
  }
}
