package io.hotpair.jolokia;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of one kind in JSON: an object with a member for each attribute. */
final class RowText {
  /** What open data and JSON have in common; anything else would need a conversion. */
  private static final Set<Class<?>> PLAIN =
      Set.of(String.class, int.class, long.class, boolean.class);

  private record Member(byte[] name, Getter getter) {}

  private final List<Member> members;

  /** Rows with the getters of an interface. */
  RowText(Class<?> kind) {
    members =
        Arrays.stream(kind.getMethods())
            .map(Getter::of)
            .sorted(Comparator.comparing(Getter::item))
            .map(getter -> new Member(JsonText.quoted(getter.item()), getter))
            .toList();
    for (Member member : members) {
      if (!PLAIN.contains(member.getter().method().getReturnType())) {
        throw new IllegalArgumentException(member.getter().method() + " gives no plain value");
      }
    }
  }

  /** A table as one object with a member for each row. */
  void write(Map<?, ?> table, JsonText text) throws IOException {
    char before = '{';
    if (table.isEmpty()) {
      text.raw(before);
    }
    for (Map.Entry<?, ?> row : table.entrySet()) {
      text.raw(before);
      text.text((String) row.getKey());
      text.raw(':');
      write(row.getValue(), text);
      before = ',';
    }
    text.raw('}');
  }

  private void write(Object row, JsonText text) throws IOException {
    char before = '{';
    for (Member member : members) {
      text.raw(before);
      text.raw(member.name());
      text.raw(':');
      text.value(member.getter().value(row));
      before = ',';
    }
    text.raw('}');
  }
}
