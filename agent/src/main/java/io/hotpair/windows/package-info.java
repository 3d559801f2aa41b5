/**
 * Windows: services, addresses and disks as resources, raw disks and persistent reservations by
 * {@code DeviceIoControl}, and this machine's clock and network. Its tests know recorded formats
 * and fakes; nothing of it has ever run on Windows.
 *
 * <p>Numbers are read and words are not, for Windows translates them. What the site file says
 * reaches other programs as arguments or as data, never as a line or a script that somebody parses.
 * Native functions are bound at their first use, so every class loads anywhere.
 *
 * <p>What may not be here: decisions, threads, other adapters.
 */
package io.hotpair.windows;
