package io.hotpair.system;

import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** The IPv4 addresses that this machine has now. */
@FunctionalInterface
interface OwnAddresses {
  /**
   * An address at a device.
   *
   * @param device as {@code eth0}
   * @param prefix bits of its subnet; 0 if the kernel tells none
   */
  record Place(String device, Inet4Address address, int prefix) {
    @Override
    public String toString() {
      return address.getHostAddress() + "/" + prefix + " on " + device;
    }

    /** Whether an address is in its subnet. */
    boolean reaches(Inet4Address other) {
      // A shift by all bits would shift by none; and 0 bits is what is said where none is known.
      return prefix > 0
          && number(address) >>> Integer.SIZE - prefix == number(other) >>> Integer.SIZE - prefix;
    }

    private static int number(Inet4Address address) {
      byte[] bytes = address.getAddress();
      return bytes[0] << 24 | (bytes[1] & 255) << 16 | (bytes[2] & 255) << 8 | bytes[3] & 255;
    }
  }

  /**
   * All of them.
   *
   * @throws SocketException if the kernel does not tell
   */
  List<Place> read() throws SocketException;

  /** Asks the kernel, without a program. */
  static List<Place> ofThisMachine() throws SocketException {
    List<Place> places = new ArrayList<>();
    for (Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
        all.hasMoreElements(); ) {
      NetworkInterface device = all.nextElement();
      add(device.getName(), device, places);
      // An address with a label, as eth0:1, is shown as a device of its own.
      device.subInterfaces().forEach(labelled -> add(device.getName(), labelled, places));
    }
    return places;
  }

  private static void add(String device, NetworkInterface shown, List<Place> places) {
    for (InterfaceAddress each : shown.getInterfaceAddresses()) {
      if (each.getAddress() instanceof Inet4Address address) {
        places.add(new Place(device, address, each.getNetworkPrefixLength()));
      }
    }
  }
}
