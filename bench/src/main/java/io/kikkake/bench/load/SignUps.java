package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that sign customers of a cohort up: for each an identify with the address, then the event that triggers the
 * welcome mail, with five products for the mail's loop. Built whole before any clock runs.
 */
public final class SignUps {
    private static final List<String> LAST_NAMES = List.of("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤");
    private static final List<String> FIRST_NAMES = List.of("花子", "太郎", "美咲", "健一", "陽菜", "大輔", "さくら");
    private static final List<String> PRODUCTS =
            List.of("有田焼の湯のみ", "今治タオル 三枚組", "南部鉄器の急須", "会津塗の汁椀", "越前和紙の便箋", "波佐見焼の飯碗", "備前焼の一輪挿し", "京和紙の御朱印帳");

    private final Endpoint endpoint;
    private final Cohort cohort;

    /** @param endpoint in the name of a write key */
    public SignUps(Endpoint endpoint, Cohort cohort) {
        this.endpoint = endpoint;
        this.cohort = cohort;
    }

    /** One request for one customer. */
    public byte[] single(int customer) {
        return request(customer, customer + 1);
    }

    /** Requests of {@code perRequest} customers each, for the whole cohort. */
    public List<byte[]> batches(int perRequest) {
        List<byte[]> requests = new ArrayList<>();
        for (int from = 0; from < cohort.size(); from += perRequest) {
            requests.add(request(from, Math.min(from + perRequest, cohort.size())));
        }
        return requests;
    }

    private byte[] request(int from, int to) {
        StringBuilder body = new StringBuilder((to - from) * 1400).append("{\"batch\":[");
        for (int customer = from; customer < to; customer++) {
            if (customer > from) {
                body.append(',');
            }
            identify(body, customer);
            track(body.append(','), customer);
        }
        body.append("]}");
        return endpoint.post("/v1/batch", "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void identify(StringBuilder body, int customer) {
        body.append("{\"type\":\"identify\",\"messageId\":\"")
                .append(cohort.userId(customer))
                .append("-i\",\"userId\":\"")
                .append(cohort.userId(customer))
                .append("\",\"traits\":{\"email\":\"")
                .append(cohort.address(customer))
                .append("\",\"lastName\":\"")
                .append(LAST_NAMES.get(customer % LAST_NAMES.size()))
                .append("\",\"firstName\":\"")
                .append(FIRST_NAMES.get(customer % FIRST_NAMES.size()))
                .append("\"}}");
    }

    private void track(StringBuilder body, int customer) {
        body.append("{\"type\":\"track\",\"event\":\"Bench Signed Up\",\"messageId\":\"")
                .append(cohort.userId(customer))
                .append("-t\",\"userId\":\"")
                .append(cohort.userId(customer))
                .append("\",\"properties\":{\"plan\":\"standard\",\"coupon\":\"WELCOME10\",\"products\":[");
        for (int i = 0; i < 5; i++) {
            int product = (customer + i) % PRODUCTS.size();
            body.append(i > 0 ? "," : "")
                    .append("{\"product_id\":\"P-")
                    .append(100 + product)
                    .append("\",\"name\":\"")
                    .append(PRODUCTS.get(product))
                    .append("\",\"price\":")
                    .append(1200 + 350 * product)
                    .append(",\"url\":\"https://hiyori.example/products/P-")
                    .append(100 + product)
                    .append("\",\"image_url\":\"https://hiyori.example/images/P-")
                    .append(100 + product)
                    .append(".png\"}");
        }
        body.append("]}}");
    }
}
