import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { problem, ProblemFilter } from '@penstock/http';
import { isInfrastructure } from '@penstock/persistence';

/** Answers 503 while database or registry are in trouble: nothing was decided, and asking again is safe. */
@Catch()
export class TroubleFilter implements ExceptionFilter {
  private readonly problems = new ProblemFilter();

  catch(error: unknown, host: ArgumentsHost): void {
    const isUnreachable = error instanceof Error && error.name === 'RegistryUnreachable';
    const detail = 'The database or the schema registry is in trouble. Asking again is safe: nothing is applied twice.';
    const answer =
      isInfrastructure(error) || isUnreachable ? problem(503, { detail }, { cause: error as Error }) : error;
    this.problems.catch(answer, host);
  }
}
