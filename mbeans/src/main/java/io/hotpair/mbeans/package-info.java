/**
 * The management contract over JMX: MXBeans, their records and enumerations with fixed codes,
 * notification types and object names. Nothing here decides or reads anything, and nothing beside
 * the JDK may be used: any JMX client of Java 17 or later can load this package.
 *
 * <p>Attributes have the names of the MIB's objects without {@code hotpair} and the table's name:
 * {@code hotpairPairCannotTakeOverCause} is {@code CannotTakeOverCause} of {@link
 * io.hotpair.mbeans.PairRow}. A fact with a fixed set of words is two attributes, the word's label
 * and, named {@code …Code}, its number, both as in the MIB. Times are milliseconds since 1970.
 * Every number stays below 2^53, so that JavaScript can hold it.
 */
package io.hotpair.mbeans;
