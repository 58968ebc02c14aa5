using RsCard.Students.Web.CommandLine;

return await RootVerb.Create().Parse(args).InvokeAsync();
