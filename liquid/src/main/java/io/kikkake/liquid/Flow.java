package io.kikkake.liquid;

/** How a node ended: by going on, or by leaving the loop or this turn of it. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE
}
