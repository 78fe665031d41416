interface FileReport {
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly FileReport[];
}

export function verify(): Promise<number>;
export function countTests(report: Report, status: number): { passed: number; failed: number };
