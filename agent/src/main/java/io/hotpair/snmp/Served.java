package io.hotpair.snmp;

import io.hotpair.view.Snapshot;

/**
 * What answers are made from.
 *
 * @param snapshot the agent at one instant
 * @param locks the control locks at that instant
 */
record Served(Snapshot snapshot, Locks locks) {}
