/**
 * What was decided, written down so that it can be decided again: configuration, the state at the
 * beginning and every event of a move, and what came of them.
 *
 * <p>A room of its own, because the running agent records, the command line explains, and a test
 * replays what the simulation decided: all three need it, and it needs the core alone.
 *
 * <p>What may not be here: files, threads, and any rule.
 */
package io.hotpair.explain;
