package io.hotpair.mbeans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularType;
import org.junit.jupiter.api.Test;

/** The contract holds its own promises, whoever implements it. */
final class ContractTest {
  private static final List<Class<?>> BEANS =
      List.of(
          AgentMXBean.class,
          SiteMXBean.class,
          NodeMXBean.class,
          PairMXBean.class,
          PathMXBean.class,
          LunMXBean.class,
          ResourceMXBean.class,
          FenceMXBean.class);
  private static final List<Class<?>> ROWS = List.of(OperationRow.class, EventRow.class);

  @Test
  void everyMXBeanNeedsNoClassOfOursAtTheClient() {
    for (Class<?> bean : BEANS) {
      for (MBeanAttributeInfo attribute : attributes(bean)) {
        OpenType<?> type = openType(attribute);
        assertTrue(
            type instanceof SimpleType<?> || type instanceof TabularType, bean + " " + attribute);
        assertFalse(attribute.isWritable(), bean + " " + attribute);
      }
    }
  }

  @Test
  void tablesAreTabularWithOneColumnForEachAttributeOfTheRow() {
    for (MBeanAttributeInfo attribute : attributes(SiteMXBean.class)) {
      if (openType(attribute) instanceof TabularType table) {
        CompositeType row = (CompositeType) table.getRowType().getType("value");
        assertFalse(row.keySet().isEmpty(), attribute.getName());
        assertTrue(
            row.keySet().stream().allMatch(item -> row.getType(item) instanceof SimpleType<?>));
      }
    }
  }

  @Test
  void everyAttributeAndOperationIsDescribed() {
    described()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .forEach(
            method -> {
              Description description = method.getAnnotation(Description.class);
              assertNotNull(description, method.toString());
              assertTrue(description.value().endsWith("."), method + ": a sentence");
              for (Parameter parameter : method.getParameters()) {
                assertNotNull(parameter.getAnnotation(Argument.class), method.toString());
              }
            });
    BEANS.forEach(bean -> assertNotNull(bean.getAnnotation(Description.class), bean.toString()));
  }

  @Test
  void everyWordHasItsCodeBesideIt() {
    described()
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> method.isAnnotationPresent(Words.class))
        .forEach(
            method -> {
              Class<?> words = method.getAnnotation(Words.class).value();
              assertTrue(Word.class.isAssignableFrom(words), method.toString());
              boolean code = method.getName().endsWith("Code");
              assertEquals(code ? int.class : String.class, method.getReturnType());
              if (!code) {
                Method beside = method(method.getDeclaringClass(), method.getName() + "Code");
                assertEquals(words, beside.getAnnotation(Words.class).value());
              }
            });
  }

  @Test
  void everyTimeHasItsTextBesideIt() {
    List<Method> times =
        described()
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> method.isAnnotationPresent(Units.class))
            .filter(method -> method.getAnnotation(Units.class).value().endsWith("since 1970"))
            .toList();
    assertTrue(times.size() > 10, times.toString());
    for (Method time : times) {
      Method beside = method(time.getDeclaringClass(), time.getName() + "Utc");
      assertEquals(String.class, beside.getReturnType());
    }
  }

  @Test
  void theOperationsOfAPairAreTheListedOnes() {
    Set<String> methods = new TreeSet<>();
    for (Method method : PairMXBean.class.getDeclaredMethods()) {
      assertTrue(methods.add(method.getName()), "overloaded: " + method);
    }
    Set<String> listed = new TreeSet<>();
    for (PairOperation operation : PairOperation.values()) {
      listed.add(operation.operationName());
      assertEquals(operation, PairOperation.named(operation.operationName()).orElseThrow());
    }
    assertEquals(listed, methods);
    assertTrue(PairOperation.named("getName").isEmpty());
  }

  @Test
  void namesAreQuotedAndTheirKeysKeepTheirOrder() {
    assertEquals(
        "io.hotpair:type=Path,pair=\"erp\",peer=\"vpe1\",path=private",
        ObjectNames.path("erp", "vpe1", PathKind.PRIVATE).toString());
    assertEquals("io.hotpair:type=Pair,pair=\"erp\"", ObjectNames.pair("erp").toString());
    assertEquals(
        "io.hotpair:type=Lun,pair=\"erp\",lun=\"data\"", ObjectNames.lun("erp", "data").toString());
    assertEquals(
        "io.hotpair:type=Fence,node=\"blade1\",place=2", ObjectNames.fence("blade1", 2).toString());
    assertTrue(ObjectNames.isPair(ObjectNames.pair("erp")));
    assertFalse(ObjectNames.isPair(ObjectNames.agent()));
  }

  @Test
  void aNotificationCarriesTheEventIdFirst() {
    assertTrue(Arrays.asList(Notifications.types()).contains("io.hotpair.takeoverStarted"));
    assertEquals(NoticeKind.values().length, Notifications.types().length);
    assertTrue(Notifications.userDataType().containsKey("eventId"));
    assertEquals(
        EventRow.class.getDeclaredMethods().length, Notifications.userDataType().keySet().size());
  }

  private static Stream<Class<?>> described() {
    return Stream.concat(BEANS.stream(), ROWS.stream());
  }

  private static OpenType<?> openType(MBeanAttributeInfo attribute) {
    return (OpenType<?>) attribute.getDescriptor().getFieldValue("openType");
  }

  private static Method method(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(type + " has no " + name, e);
    }
  }

  private static <T> List<MBeanAttributeInfo> attributes(Class<T> bean) {
    T nothing =
        bean.cast(
            Proxy.newProxyInstance(
                bean.getClassLoader(), new Class<?>[] {bean}, (proxy, method, arguments) -> null));
    return new ArrayList<>(
        Arrays.asList(new StandardMBean(nothing, bean, true).getMBeanInfo().getAttributes()));
  }
}
