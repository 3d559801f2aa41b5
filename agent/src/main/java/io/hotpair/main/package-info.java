/**
 * Where the agent is put together: which adapter stands behind which port, and the order of start
 * and stop. No rule and no protocol lives here.
 */
package io.hotpair.main;
