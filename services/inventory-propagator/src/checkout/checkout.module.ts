import { type DynamicModule, Module } from '@nestjs/common';
import { UnitsOfWork } from '@penstock/messaging';
import { Availability } from './availability.js';
import { AvailabilityController } from './availability.controller.js';
import { CheckoutAccess, type CheckoutChannel } from './checkout-access.js';
import { Claims } from './claims.js';
import { ReservationsController } from './reservations.controller.js';

/** The checkout API, for the channels that have a token. */
@Module({})
export class CheckoutModule {
  static for(channels: readonly CheckoutChannel[]): DynamicModule {
    return {
      module: CheckoutModule,
      controllers: [ReservationsController, AvailabilityController],
      providers: [
        { provide: CheckoutAccess, useValue: new CheckoutAccess(channels) },
        { provide: Claims, inject: [UnitsOfWork], useFactory: (units: UnitsOfWork) => new Claims(units) },
        { provide: Availability, inject: [UnitsOfWork], useFactory: (units: UnitsOfWork) => new Availability(units) },
      ],
    };
  }
}
