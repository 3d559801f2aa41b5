package io.hotpair.mbeans;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The words that an attribute can take. Each such fact is two attributes: one with the word's label
 * and one, named {@code …Code}, with its code; both are those of the MIB.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Words {
  /** The enumeration of {@link Word}s. */
  Class<? extends Enum<?>> value();
}
