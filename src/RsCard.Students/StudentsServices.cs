using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RsCard.Students.Accounts;
using RsCard.Students.Audit;
using RsCard.Students.Cards;
using RsCard.Students.Cases;
using RsCard.Students.Counter;
using RsCard.Students.Database;
using RsCard.Students.DirectorySync;
using RsCard.Students.Held;
using RsCard.Students.Incidents;
using RsCard.Students.Institutions;
using RsCard.Students.LeadTimes;
using RsCard.Students.Mail;
using RsCard.Students.Mail.Bounces;
using RsCard.Students.Mail.Reminders;
using RsCard.Students.Mail.Texts;
using RsCard.Students.Numbers;
using RsCard.Students.Passports;
using RsCard.Students.Photos;
using RsCard.Students.Placements;
using RsCard.Students.Protection;
using RsCard.Students.Recurring;
using RsCard.Students.Reports;
using RsCard.Students.ReserveCards;
using RsCard.Students.Review;
using RsCard.Students.Runtime;
using RsCard.Students.Runtime.Instances;
using RsCard.Students.Runtime.Timers;
using RsCard.Students.Runtime.Versions;
using RsCard.Students.Runtime.WorkItems;
using RsCard.Students.Stations;
using RsCard.Students.Status;
using RsCard.Students.Students;
using RsCard.Students.Submissions;

namespace RsCard.Students;

/// <summary>Everything of the product but its pages and its command line.</summary>
public static class StudentsServices
{
    /// <summary>Registers the product. The options of each slice are registered before, as singletons.</summary>
    public static IServiceCollection AddStudents(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetRequiredService<DatabaseOptions>().CreateDataSource());
        services.AddWorkflowRuntime();
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<BusinessClock>());
        services.AddSingleton<IWorkflowHost, CaseWorkflowHost>();
        services.AddSingleton<IMigrationRecord, CaseMigrationRecord>();
        CaseActivities.Register(services);
        services.AddSingleton<CaseActivities>();
        services.AddSingleton(provider => provider.GetRequiredService<ProcessOptions>().WorkingDays());
        services.AddSingleton<OfficeCalendar>();

        services.AddSingleton(provider => MasterKeys.Load(provider.GetRequiredService<SecretsOptions>()));
        services.AddSingleton<StudentKeys>();
        services.AddSingleton<StudentStore>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditSeals>();
        services.AddSingleton<AuditBook>();

        services.AddRecurringJobs();

        services.AddDirectorySync();
        services.AddSingleton<StaffDirectory>();
        services.AddSingleton<StaffBook>();
        services.AddSingleton<StaffDesk>();
        services.AddSingleton<StaffSignIn>();

        services.AddSingleton(_ => new ListLimits());
        services.AddSingleton<ListReader>();
        services.AddSingleton<Forecaster>();
        services.AddSingleton<RowMatcher>();
        services.AddSingleton<KnownStudents>();
        services.AddSingleton<PathRule>();
        services.AddSingleton<ListMatching>();
        services.AddSingleton<EnrolmentStore>();
        services.AddSingleton<RowApplier>();
        services.AddSingleton<StudentProtection>();
        services.AddSingleton<ProtectionDesk>();
        services.AddSingleton<SubmissionReceiver>();
        services.AddSingleton<ListUndo>();
        services.AddSingleton<OpenTurns>();
        services.AddSingleton<SubmissionRunner>();
        services.AddSingleton<SubmissionBook>();
        services.AddSingleton<ListQualityReader>();
        services.AddSingleton<IWorkItemHandler, SubmissionHandler>();

        services.AddSingleton<LeadTimeReader>();

        services.AddSingleton<HeldActions>();
        services.AddSingleton<CounterDesk>();
        services.AddSingleton<CounterDay>();
        services.AddSingleton<IHeldActionKind>(provider => provider.GetRequiredService<CounterDesk>());
        services.AddSingleton<IHeldActionKind>(provider => provider.GetRequiredService<HeldApprovals>());
        services.AddSingleton<IWorkItemHandler, HeldActionHandler>();

        services.AddSingleton<CardNotes>();
        services.AddSingleton<ReviewQueue>();
        services.AddSingleton<ReviewClaims>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<HeldApprovals>();
        services.AddSingleton<ReviewBook>();
        services.AddSingleton<PlacementAddresses>();
        services.AddSingleton<PlacementProcesses>();
        services.AddSingleton<PlacementBook>();
        services.AddSingleton<UnitPages>();
        services.AddSingleton<UnitDesk>();
        services.AddSingleton<IWorkItemHandler, PlacementsHandler>();
        services.AddSingleton<InstitutionBook>();
        services.AddSingleton<InstitutionEditor>();
        services.AddSingleton<StationBook>();
        services.AddSingleton<StationEditor>();
        services.AddSingleton<CardStore>();
        services.AddSingleton<StudentCards>();
        services.AddSingleton<DeskWork>();
        services.AddSingleton<CardPhotos>();
        services.AddSingleton<StationDesk>();
        services.AddSingleton<PassportCopyStore>();
        services.AddSingleton<PassportCopyErasure>();
        services.AddSingleton<PassportCopyDesk>();
        services.AddSingleton<ReserveCardStock>();
        services.AddSingleton<ReserveCardStore>();
        services.AddSingleton<RenewalProcesses>();
        services.AddSingleton<ToldAnew>();
        services.AddSingleton<ReserveCardDesk>();
        services.AddSingleton<ArrivedNumbers>();
        services.AddSingleton<PersonalNumberDesk>();
        services.AddSingleton<Fees>();
        services.AddSingleton<FeeDesk>();
        services.AddSingleton<CardProcesses>();
        services.AddSingleton<IWorkItemHandler, CancelCardsHandler>();
        services.AddSingleton<CardDesk>();
        services.AddSingleton<ActivationDesk>();
        services.AddSingleton<CardAlarms>();
        services.AddSingleton<CardMetrics>();
        services.AddSingleton<VariantDesk>();
        services.AddSingleton<VariantBook>();
        services.AddSingleton<OpenCases>();
        services.AddSingleton<NameChanges>();
        services.AddSingleton<NameChangeDesk>();
        services.AddSingleton<CaseBook>();
        services.AddSingleton<CaseTable>();
        services.AddSingleton<NameBook>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<IncidentDesk>();

        services.AddSingleton<MailStepsReader>();
        services.AddSingleton<MailFactsReader>();
        services.AddSingleton<MailBook>();
        services.AddSingleton<MailDesk>();
        services.AddSingleton<PlacementBounces>();
        services.AddSingleton<BounceDesk>();
        services.AddSingleton<ReminderDays>();
        services.AddSingleton<StudentReminders>();
        services.AddSingleton<DigestReader>();
        services.AddSingleton<DigestMemory>();
        services.AddSingleton<JoinedReminders>();
        services.AddSingleton<InstitutionDigests>();
        services.AddSingleton<WeeklyOverview>();
        services.AddSingleton<WeeklyDigests>();
        services.AddSingleton<BounceFolder>();
        services.AddSingleton<AddressDesk>();
        services.AddSingleton(provider => MailTemplates.Load(provider.GetRequiredService<MailOptions>().TemplateFolder));
        services.AddSingleton(provider => new MailComposer(
            provider.GetRequiredService<ContactOptions>(),
            provider.GetRequiredService<MailOptions>().From));
        services.AddSingleton<MailTextBook>();
        services.AddSingleton<MailTextDesk>();
        services.AddSingleton<MailPreview>();
        services.AddSingleton(provider => MailTransports.Create(provider.GetRequiredService<MailOptions>(), TimeProvider.System));
        services.AddSingleton<IWorkItemHandler, MailHandler>();
        services.AddSingleton<StatusDesk>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<ReportBook>();
        return services;
    }
}
