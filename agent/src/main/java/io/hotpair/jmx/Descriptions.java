package io.hotpair.jmx;

import io.hotpair.mbeans.Argument;
import io.hotpair.mbeans.Description;
import io.hotpair.mbeans.Word;
import io.hotpair.mbeans.Words;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;

/** What an MBean's information says, read from the annotations of its contract. */
final class Descriptions {
  private final Class<?> contract;

  Descriptions(Class<?> contract) {
    this.contract = contract;
  }

  /** The description of the MBean. */
  String bean() {
    return contract.getAnnotation(Description.class).value();
  }

  /** The description of an attribute, with the words that it can take. */
  String attribute(MBeanAttributeInfo attribute) {
    Method getter = method((attribute.isIs() ? "is" : "get") + attribute.getName());
    String description = getter.getAnnotation(Description.class).value();
    Words words = getter.getAnnotation(Words.class);
    return words == null ? description : description + " One of " + list(words) + ".";
  }

  /** The description of an operation. */
  String operation(MBeanOperationInfo operation) {
    return method(operation.getName()).getAnnotation(Description.class).value();
  }

  /** An argument of an operation, by its place from 0. */
  Argument argument(MBeanOperationInfo operation, int place) {
    return method(operation.getName()).getParameters()[place].getAnnotation(Argument.class);
  }

  // The contract has no overloads: a name is enough.
  private Method method(String name) {
    return Arrays.stream(contract.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(contract + " has no method " + name));
  }

  private static String list(Words words) {
    return Arrays.stream(words.value().getEnumConstants())
        .map(Word.class::cast)
        .map(word -> word.label() + " (" + word.code() + ")")
        .collect(Collectors.joining(", "));
  }
}
