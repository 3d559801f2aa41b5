/**
 * A site's configuration after it was checked: what room {@code config} reads from the site file.
 *
 * <p>What may not be here: parsing, files, defaults that depend on the machine.
 */
package io.hotpair.core.model.site;
