package io.hotpair.system;

import io.hotpair.core.model.PathKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The carrier of the network devices that hold this node's addresses. Used by one thread at a time.
 */
final class Links {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  private static final int LONGEST_ATTRIBUTE = 64;
  private static final String LOSSES = "carrier_down_count";

  private final Path devices;
  private final Map<PathKind, InetAddress> addresses = new EnumMap<>(PathKind.class);
  private final Map<PathKind, String> found = new EnumMap<>(PathKind.class);
  private final Map<PathKind, String> losses = new EnumMap<>(PathKind.class);
  private final Map<String, FileChannel> counts = new HashMap<>();
  private final ByteBuffer text = ByteBuffer.allocate(LONGEST_ATTRIBUTE);

  /**
   * Finds the devices.
   *
   * @param devices /sys/class/net
   * @param addresses this node's own numeric addresses
   */
  Links(Path devices, Map<PathKind, String> addresses) {
    this.devices = devices;
    addresses.forEach((kind, address) -> this.addresses.put(kind, numeric(kind, address)));
    resolve();
  }

  private static InetAddress numeric(PathKind kind, String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "address of path " + kind.label() + ": \"" + address + "\" is not numeric", e);
    }
  }

  /** Looks again which device holds which address: one may have moved, as into a bridge. */
  void resolve() {
    addresses.forEach(
        (kind, address) -> {
          if (!address.isLoopbackAddress()) {
            holder(address).ifPresent(device -> keep(kind, device));
          }
        });
  }

  private void keep(PathKind kind, String device) {
    String before = found.put(kind, device);
    if (before != null && !before.equals(device)) {
      losses.remove(kind);
      forget(counts.remove(before));
      LOG.info("Path {}: its address moved from {} to {}.", kind.label(), before, device);
    }
  }

  private static Optional<String> holder(InetAddress address) {
    try {
      return Optional.ofNullable(NetworkInterface.getByInetAddress(address))
          .map(NetworkInterface::getName)
          .map(Links::withoutAlias);
    } catch (SocketException e) {
      LOG.warn("Network devices cannot be listed: {}", e.getMessage());
      return Optional.empty();
    }
  }

  // An address with a label, as eth0:1, lies on device eth0.
  private static String withoutAlias(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** The device that holds a path's address, once it was found. */
  Optional<String> device(PathKind kind) {
    return Optional.ofNullable(found.get(kind));
  }

  /**
   * The paths whose device has lost its carrier since this was last asked, also if it is back. The
   * kernel counts that at once and tells it without its lock on network devices; a kernel older
   * than 4.16 does not.
   */
  Set<PathKind> lost() {
    Set<PathKind> lost = EnumSet.noneOf(PathKind.class);
    found.forEach(
        (kind, device) -> {
          String count = count(device);
          String before = losses.put(kind, count);
          if (before != null && !before.isEmpty() && !count.isEmpty() && !before.equals(count)) {
            lost.add(kind);
          }
        });
    return lost;
  }

  /**
   * Read many times a second, so the file stays open: sysfs shows the count anew at its start.
   * Empty if it can't be read, as of a device that is gone; one that comes back is opened anew.
   */
  private String count(String device) {
    FileChannel kept = counts.remove(device);
    try {
      FileChannel file =
          kept == null ? FileChannel.open(devices.resolve(device).resolve(LOSSES)) : kept;
      counts.put(device, file);
      text.clear();
      int length = file.read(text, 0);
      return text(length);
    } catch (IOException e) {
      forget(counts.remove(device));
      return "";
    }
  }

  private static void forget(FileChannel file) {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("A device's file can't be closed: {}", e.getMessage());
    }
  }

  private String text(int length) {
    return new String(text.array(), 0, Math.max(0, length), StandardCharsets.US_ASCII);
  }

  /**
   * Reads the carrier of each path whose device was ever found. A device that is gone, or set down,
   * has none. A loopback address has no entry: its device has nothing to lose.
   */
  Map<PathKind, Boolean> read() {
    if (found.size() < addresses.size()) {
      resolve();
    }
    Map<PathKind, Boolean> carriers = new HashMap<>();
    found.forEach((kind, device) -> carriers.put(kind, carrier(device)));
    return carriers;
  }

  private boolean carrier(String device) {
    return attribute(device, "carrier").map(text -> text.startsWith("1")).orElse(false);
  }

  // Empty if the device is gone; and a carrier if the device is set down (EINVAL).
  private Optional<String> attribute(String device, String name) {
    // A few digits, read many times a second; the file system calls it a whole page.
    text.clear();
    try (ByteChannel file = Files.newByteChannel(devices.resolve(device).resolve(name))) {
      return Optional.of(text(file.read(text)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
