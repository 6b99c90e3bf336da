package dev.assay.app.sweep;

import dev.assay.connectors.github.GitHub;
import dev.assay.connectors.github.Selection;
import dev.assay.detectors.RepositoryFiles;
import dev.assay.engine.scan.FactKeys;
import dev.assay.engine.scan.Progress;
import dev.assay.engine.scan.ScanOptions;
import java.util.Set;

/**
 * What the walks of one sweep share.
 *
 * @param github the server; in a sweep of the store alone it knows how things are called there, and is asked for nothing
 * @param asks whether the server is asked; if not, what the store does not have is a gap
 * @param reads whether blobs are wanted at all, and not only listed
 * @param selection which repositories, and which of their branches
 * @param files which files of them
 * @param keys under which the facts of their blobs are kept
 * @param digests that are told of each file; none if nobody knows files by them
 * @param kept what is kept under these keys and others
 * @param atOnce how many trees are on the way at once
 */
public record Sweep(
        GitHub github,
        boolean asks,
        boolean reads,
        SweepStore store,
        Selection selection,
        RepositoryFiles files,
        FactKeys keys,
        Set<String> digests,
        KeptFacts kept,
        ScanOptions options,
        int atOnce,
        Progress progress) {
    /** Under what name the listing of a target is kept: another server, selection of branches or team is another listing. */
    String listingName(String target) {
        return github.options().api() + " " + target + " branches=" + selection.branches() + " pull-requests="
                + selection.pullRequests() + " team=" + selection.team();
    }
}
