/** The two versions an adapter meets: they differ in names of fields, in answers and in what a method does. */
export type OdooVersion = 18 | 19;
