/** Rules turn facts into findings; their texts are rows of data in a {@link dev.assay.engine.rule.RuleBook}. */
@NullMarked
package dev.assay.engine.rule;

import org.jspecify.annotations.NullMarked;
