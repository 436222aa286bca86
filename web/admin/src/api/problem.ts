export type FieldError = { path: string; message: string; suggestion?: string };

/** What went wrong with a call: the server's problem+json (RFC 9457), or status 0 when there was no answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string | null;
  readonly detail: string | null;
  readonly errors: readonly FieldError[];

  constructor(status: number, body: Partial<{ title: string; detail: string; errors: FieldError[] }> = {}) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.title = body.title ?? null;
    this.detail = body.detail ?? null;
    this.errors = Array.isArray(body.errors) ? body.errors : [];
  }

  static unreachable(): Problem {
    return new Problem(0);
  }

  static async from(response: Response): Promise<Problem> {
    const json = (response.headers.get('content-type') ?? '').includes('json');
    try {
      return new Problem(response.status, json ? await response.json() : {});
    } catch {
      return new Problem(response.status);
    }
  }
}
