package io.kikkake.bench.load;

import java.util.List;

/** Products as shops name them in events and attributes, in JSON. */
final class Products {
    private static final List<String> NAMES =
            List.of("有田焼の湯のみ", "今治タオル 三枚組", "南部鉄器の急須", "会津塗の汁椀", "越前和紙の便箋", "波佐見焼の飯碗", "備前焼の一輪挿し", "京和紙の御朱印帳");

    private Products() {}

    /** Appends five of them, others for each customer, with commas between. */
    static void five(StringBuilder json, int customer) {
        for (int i = 0; i < 5; i++) {
            int product = (customer + i) % NAMES.size();
            json.append(i > 0 ? "," : "")
                    .append("{\"product_id\":\"P-")
                    .append(100 + product)
                    .append("\",\"name\":\"")
                    .append(NAMES.get(product))
                    .append("\",\"price\":")
                    .append(1200 + 350 * product)
                    .append(",\"url\":\"https://hiyori.example/products/P-")
                    .append(100 + product)
                    .append("\",\"image_url\":\"https://hiyori.example/images/P-")
                    .append(100 + product)
                    .append(".png\"}");
        }
    }
}
