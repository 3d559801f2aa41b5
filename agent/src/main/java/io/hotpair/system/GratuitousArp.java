package io.hotpair.system;

import io.hotpair.core.model.Outcome;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Tells a network by ARP at which card an IPv4 address is now: RFC 826 in the form of RFC 5227,
 * section 3, once as a request and once as a reply, since some machines learn only from one of
 * them.
 */
final class GratuitousArp implements AddressDriver.Announcer {
  // linux/if_packet.h, linux/if_ether.h, net/if_arp.h
  private static final int AF_PACKET = 17;
  private static final short ETH_P_ARP = 0x0806;
  private static final short ETH_P_IP = 0x0800;
  private static final short ARPHRD_ETHER = 1;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;
  private static final int MAC_BYTES = 6;
  private static final int IP_BYTES = 4;
  private static final int ARP_BYTES = 28;
  private static final int SOCKADDR_LL_BYTES = 20;
  private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};

  @Override
  public Outcome<Boolean> announce(String device, Inet4Address address) {
    try {
      NetworkInterface card = NetworkInterface.getByName(device);
      if (card == null) {
        return new Outcome.Failed<>("there is no interface " + device);
      }
      byte[] mac = card.getHardwareAddress();
      // A loopback or a tunnel: nobody there asks who has an address.
      if (mac == null || mac.length != MAC_BYTES || card.isLoopback()) {
        return new Outcome.Succeeded<>(true);
      }
      return Datagrams.send(
          AF_PACKET,
          everybodyOn(card.getIndex()),
          List.of(packet(REQUEST, mac, address), packet(REPLY, mac, address)));
    } catch (SocketException unreadable) {
      return new Outcome.Failed<>(device + " can't be read: " + unreadable.getMessage());
    }
  }

  /** Sender and target are the same address: what is said is meant for everybody. */
  static byte[] packet(short operation, byte[] mac, Inet4Address address) {
    return ByteBuffer.allocate(ARP_BYTES)
        .putShort(ARPHRD_ETHER)
        .putShort(ETH_P_IP)
        .put((byte) MAC_BYTES)
        .put((byte) IP_BYTES)
        .putShort(operation)
        .put(mac)
        .put(address.getAddress())
        .put(operation == REPLY ? EVERYBODY : new byte[MAC_BYTES])
        .put(address.getAddress())
        .array();
  }

  /** A struct sockaddr_ll; the protocol in network order, all else as this machine has it. */
  private static byte[] everybodyOn(int device) {
    ByteBuffer to = ByteBuffer.allocate(SOCKADDR_LL_BYTES).order(ByteOrder.nativeOrder());
    to.putShort((short) AF_PACKET);
    to.order(ByteOrder.BIG_ENDIAN).putShort(ETH_P_ARP).order(ByteOrder.nativeOrder());
    to.putInt(device).putShort(ARPHRD_ETHER).put((byte) 0).put((byte) MAC_BYTES).put(EVERYBODY);
    return to.array();
  }
}
