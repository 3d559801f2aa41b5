package io.hotpair.view;

/**
 * A notification target.
 *
 * @param name its name
 * @param address where it listens
 * @param inform whether it must acknowledge
 * @param queued notices that wait
 * @param sent datagrams sent, repeats included
 * @param acknowledged informs acknowledged
 * @param retried informs repeated
 * @param dropped notices given up
 */
public record TargetView(
    String name,
    String address,
    boolean inform,
    long queued,
    long sent,
    long acknowledged,
    long retried,
    long dropped) {}
