package dev.assay.detectors.indicator.feed;

import dev.assay.detectors.indicator.Ecosystems.Ecosystem;
import dev.assay.detectors.indicator.Indicator;

/** Takes what a feed has. Belongs to one thread. */
public interface FeedSink {
    /** Why an advisory that was taken back says nothing. */
    String WITHDRAWN = "withdrawn";

    /** @param name of a package; with {@code *} for any characters */
    void add(Ecosystem ecosystem, String name, Indicator indicator);

    /**
     * Something that could not be read, while the rest goes on.
     *
     * @param place the line, or the member of an archive: never empty
     */
    void problem(String place, String reason);

    /** A record that says nothing: it was withdrawn, or is of an ecosystem that has no packages here. */
    void passedOver(String why);
}
