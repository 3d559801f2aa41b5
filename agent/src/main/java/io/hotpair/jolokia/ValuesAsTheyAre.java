package io.hotpair.jolokia;

import java.util.List;
import javax.management.AttributeNotFoundException;
import org.jolokia.core.service.serializer.SerializeOptions;
import org.jolokia.service.serializer.JolokiaSerializer;

/** Jolokia's converter, except that a {@link JsonValue} needs none. */
final class ValuesAsTheyAre extends JolokiaSerializer {
  @Override
  public Object serialize(Object value, List<String> path, SerializeOptions options)
      throws AttributeNotFoundException {
    return value instanceof JsonValue ? value : super.serialize(value, path, options);
  }
}
