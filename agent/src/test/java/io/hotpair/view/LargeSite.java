package io.hotpair.view;

import io.hotpair.core.model.Notice;
import io.hotpair.core.model.NoticeKind;
import io.hotpair.core.model.Operation;
import io.hotpair.core.model.OperationState;
import io.hotpair.core.model.PairName;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** The rows of {@link SnapshotFixture} many times over: a site as large as any. */
public final class LargeSite {
  private LargeSite() {}

  /**
   * A snapshot with so many pairs, each with three paths, two LUNs and three resources, and with
   * full journals.
   */
  public static Snapshot snapshot(int count) {
    Snapshot few = SnapshotFixture.snapshot();
    List<PairView> pairs = new ArrayList<>();
    List<PathView> paths = new ArrayList<>();
    List<LunView> luns = new ArrayList<>();
    List<ResourceView> resources = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      PairName name = new PairName(String.format(Locale.ROOT, "pair-%04d", number));
      pairs.add(of(name, few.pairs().get(number % few.pairs().size())));
      few.paths().subList(0, 3).forEach(path -> paths.add(of(name, path)));
      few.luns().subList(0, 2).forEach(lun -> luns.add(of(name, lun)));
      few.resources().subList(0, 3).forEach(resource -> resources.add(of(name, resource)));
    }
    return new Snapshot(
        few.generation(),
        few.wallMillis(),
        few.agent(),
        few.nodes(),
        List.copyOf(pairs),
        List.copyOf(paths),
        List.copyOf(luns),
        List.copyOf(resources),
        few.fences(),
        operations(),
        events(),
        few.targets(),
        few.health());
  }

  private static List<Operation> operations() {
    return LongStream.rangeClosed(1, 1_000)
        .mapToObj(
            number ->
                SnapshotFixture.operation(number, SnapshotFixture.ERP, OperationState.SUCCEEDED))
        .toList();
  }

  private static List<Notice> events() {
    return LongStream.rangeClosed(1, 1_000)
        .mapToObj(number -> SnapshotFixture.notice(number, NoticeKind.PATH_DOWN))
        .toList();
  }

  /** A row as it is, but of another pair. */
  private static <R extends Record> R of(PairName pair, R row) {
    RecordComponent[] components = row.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int place = 0; place < components.length; place++) {
        values[place] =
            components[place].getType() == PairName.class
                ? pair
                : components[place].getAccessor().invoke(row);
      }
      @SuppressWarnings("unchecked")
      Constructor<R> constructor =
          (Constructor<R>)
              row.getClass()
                  .getDeclaredConstructor(
                      Arrays.stream(components)
                          .map(RecordComponent::getType)
                          .toArray(Class[]::new));
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
