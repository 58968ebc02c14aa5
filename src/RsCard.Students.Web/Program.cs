using System.CommandLine;
using RsCard.Students.Web.CommandLine;

// The default of two seconds is too short to give leases back, or to drop a rehearsal's database, on a busy machine.
return await RootVerb.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
