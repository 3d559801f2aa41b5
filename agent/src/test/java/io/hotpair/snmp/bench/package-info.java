/**
 * Both ends of {@code packaging/bench/snmp}: the SNMP agent with a table of 2,000 rows, and a
 * manager that is cheap enough to measure any agent with. No tests.
 */
package io.hotpair.snmp.bench;
