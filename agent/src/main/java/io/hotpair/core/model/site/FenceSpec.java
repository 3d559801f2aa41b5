package io.hotpair.core.model.site;

import java.util.Map;

/**
 * A device that can switch a node off.
 *
 * @param agent a fence agent's file name, as {@code fence_ipmilan}, or an absolute path
 * @param parameters parameters of the fence-agents API, without action
 * @param secrets more parameters, read from files; never shown
 */
public record FenceSpec(
    String agent, Map<String, String> parameters, Map<String, Secret> secrets) {}
