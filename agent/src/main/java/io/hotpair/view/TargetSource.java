package io.hotpair.view;

import java.util.List;
import java.util.function.Supplier;

/** The notification targets as they stand; asked once for each snapshot, does not wait. */
public interface TargetSource extends Supplier<List<TargetView>> {}
