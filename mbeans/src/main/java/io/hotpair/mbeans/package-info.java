/**
 * The management contract over JMX: MXBeans, their records and enumerations with fixed codes,
 * notification types and object names. Nothing here decides or reads anything, and nothing beside
 * the JDK may be used: any JMX client of Java 17 or later can load this package.
 */
package io.hotpair.mbeans;
