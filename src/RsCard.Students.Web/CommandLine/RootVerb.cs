using System.CommandLine;

namespace RsCard.Students.Web.CommandLine;

/// <summary>All verbs of <c>./rscard</c> that are not the launcher's own.</summary>
internal static class RootVerb
{
    public static RootCommand Create()
    {
        var root = new RootCommand("RsCard.Students: students into the directory, cards into their hands.")
        {
            SubmitVerb.Create(),
            ReviewVerbs.Create(),
            StationVerbs.Create(),
            CardVerbs.CreateCard(),
            CardVerbs.CreatePin(),
            CardVerbs.CreateActivation(),
            FeeVerbs.Create(),
            NameVerbs.Create(),
            CaseVerbs.Create(),
            CopyVerbs.Create(),
            PlacementVerbs.Create(),
            DirectoryVerbs.Create(),
            WorkersVerbs.Create(),
            WorkflowsVerbs.Create(),
            MailVerbs.Create(),
            ClockVerbs.Create(),
            AuditVerbs.Create(),
            MigrateVerb.Create(),
            ServeVerbs.CreateServe(),
            ServeVerbs.CreateWork(),
            DemoVerb.Create(),
            RehearseVerb.Create(),
        };
        root.Options.Add(Verb.JsonOption);
        return root;
    }
}
