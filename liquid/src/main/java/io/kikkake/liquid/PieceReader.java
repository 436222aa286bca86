package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** Hands out a template piece by piece: from its text, or from the lines of a {@code liquid} tag. */
interface PieceReader {
    /** The next piece, or null at the end. */
    @Nullable
    Piece next();

    /**
     * Reads on, understanding nothing, to the tag that ends a verbatim block.
     *
     * @param opening the tag whose end is looked for, such as {@code raw}
     * @param nestable whether the same tag may open again inside; a second opening then is just text
     * @return what stands between
     */
    String verbatim(Piece.Tag opening, boolean nestable);
}
