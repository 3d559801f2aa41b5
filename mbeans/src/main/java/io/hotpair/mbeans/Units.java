package io.hotpair.mbeans;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/**
 * What a number counts; the descriptor's field {@code units}. Where it is milliseconds since 1970,
 * an attribute named {@code …Utc} has the same for people.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Units {
  /** The unit's name in the plural. */
  @DescriptorKey("units")
  String value();
}
