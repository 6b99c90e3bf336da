package dev.assay.connectors.github;

/**
 * What a name led to when a repository was listed.
 *
 * @param name of a branch; {@code pull/N/head} of a pull request; as it was given of anything else
 * @param commitOid in hexadecimal digits
 * @param treeOid the commit's tree
 */
public record Branch(String name, String commitOid, String treeOid) {}
