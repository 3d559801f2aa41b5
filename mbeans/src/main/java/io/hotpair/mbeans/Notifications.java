package io.hotpair.mbeans;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * The notifications of {@link SiteMXBean}. The type is {@value #PREFIX} and the event kind's label,
 * as in {@code io.hotpair.takeoverStarted}; the sequence number is the event's number; the message
 * is its text; the user data is a CompositeData whose items are the attributes of {@link EventRow}
 * with the MIB's names, {@code eventId} first.
 */
public final class Notifications {
  /** Begins every notification type. */
  public static final String PREFIX = "io.hotpair.";

  private static final CompositeType USER_DATA = describeUserData();

  private Notifications() {}

  /** The notification type of a kind. */
  public static String type(NoticeKind kind) {
    return PREFIX + kind.label();
  }

  /** All notification types. */
  public static String[] types() {
    return Arrays.stream(NoticeKind.values()).map(Notifications::type).toArray(String[]::new);
  }

  /** The type of the user data. */
  public static CompositeType userDataType() {
    return USER_DATA;
  }

  /** The user data of an event. */
  public static CompositeData userData(EventRow event) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("eventId", event.getId());
    values.put("eventNumber", event.getNumber());
    values.put("eventTime", event.getTime());
    values.put("eventTimeUtc", event.getTimeUtc());
    values.put("eventSeverity", event.getSeverity());
    values.put("eventSeverityCode", event.getSeverityCode());
    values.put("eventKind", event.getKind());
    values.put("eventKindCode", event.getKindCode());
    values.put("eventNode", event.getNode());
    values.put("eventPair", event.getPair());
    values.put("eventSubject", event.getSubject());
    values.put("eventOldState", event.getOldState());
    values.put("eventNewState", event.getNewState());
    values.put("eventReason", event.getReason());
    values.put("eventReasonCode", event.getReasonCode());
    values.put("eventEpoch", event.getEpoch());
    values.put("eventText", event.getText());
    try {
      return new CompositeDataSupport(USER_DATA, values);
    } catch (OpenDataException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static CompositeType describeUserData() {
    Map<String, OpenType<?>> items = new LinkedHashMap<>();
    items.put("eventId", SimpleType.STRING);
    items.put("eventNumber", SimpleType.LONG);
    items.put("eventTime", SimpleType.LONG);
    items.put("eventTimeUtc", SimpleType.STRING);
    items.put("eventSeverity", SimpleType.STRING);
    items.put("eventSeverityCode", SimpleType.INTEGER);
    items.put("eventKind", SimpleType.STRING);
    items.put("eventKindCode", SimpleType.INTEGER);
    items.put("eventNode", SimpleType.STRING);
    items.put("eventPair", SimpleType.STRING);
    items.put("eventSubject", SimpleType.STRING);
    items.put("eventOldState", SimpleType.STRING);
    items.put("eventNewState", SimpleType.STRING);
    items.put("eventReason", SimpleType.STRING);
    items.put("eventReasonCode", SimpleType.INTEGER);
    items.put("eventEpoch", SimpleType.LONG);
    items.put("eventText", SimpleType.STRING);
    String[] names = items.keySet().toArray(String[]::new);
    OpenType<?>[] types = items.values().toArray(OpenType<?>[]::new);
    try {
      return new CompositeType("io.hotpair.Event", "An event of a node", names, names, types);
    } catch (OpenDataException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
