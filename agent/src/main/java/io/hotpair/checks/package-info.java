/**
 * What can be tried before it is needed: each check looks at one thing within a deadline and says
 * pass, warn or fail, what it saw, and what to do. What could not be found out is no pass.
 *
 * <p>A room of its own, because the checks are rules about facts: they ask the world through ports
 * alone, so that fakes can stand for it, and know neither the command line nor an adapter.
 *
 * <p>What may not be here: which adapter stands behind which port, and anything that decides for
 * the running agent.
 */
package io.hotpair.checks;
