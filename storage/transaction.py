"""One transaction: everything that handlers may ask of storage, by subject. Plain values and dataclasses in and out.

Each method is a function of the module named for its subject, which takes the transaction first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage import (
    advice,
    agenda,
    areas,
    attendance,
    audiences,
    audit,
    bodies,
    calendar_feeds,
    census,
    consensus,
    conversations,
    devices,
    digests,
    drafts,
    exports,
    files,
    homes,
    letters,
    links,
    meetings,
    objections,
    observers,
    outbox,
    outbox_pace,
    owed,
    partners,
    people,
    privacy,
    progress,
    public_dates,
    public_register,
    registering,
    remarks,
    reminder_facts,
    reminder_wishes,
    reminders,
    reopening,
    reports,
    retention,
    roles,
    seats,
    shared_drafts,
    submissions,
    terms,
    updates,
    watches,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.answer_cache import AnswerCache, Kept
    from storage.prepared import Driver


class Transaction:
    """Work on the database that is kept whole or not at all.

    `connection` and `driver` are for the modules of this room.
    """

    __slots__ = ("_gone", "_known", "cache", "chat", "connection", "driver", "noticed", "only_reading")

    def __init__(
        self,
        connection: Connection,
        driver: Driver,
        cache: AnswerCache,
        *,
        only_reading: bool = False,
    ) -> None:
        self.connection = connection
        self.driver = driver
        self.cache = cache
        self.only_reading = only_reading
        # The row of the chat whose conversation this transaction is about: to whom a prompt is owed.
        self.chat: int | None = None
        # Something waits in the outbox that did not before: who delivers it is told after the commit.
        self.noticed = False
        self._known: dict[int, tuple[int, Kept]] = {}
        self._gone: list[int] = []

    # Updates
    note_update = updates.note_update
    prune_seen = updates.prune_seen

    # What has been kept long enough
    remove_old = retention.remove_old

    # People, their chats and devices
    conversation = conversations.conversation
    meet = people.meet
    person = people.person
    chats_of = people.chats_of
    set_language = people.set_language
    name_person = people.name_person
    called_by = people.called_by
    set_time_zone = people.set_time_zone
    country_of = homes.country_of
    mark_blocked = people.mark_blocked
    mark_unblocked = people.mark_unblocked
    move_chat = people.move_chat
    names_of = people.names_of
    is_reachable = people.is_reachable
    attach_chat = devices.attach_chat

    # Drafts and their answers
    answers = conversations.answers
    keep = conversations.keep
    begin_draft = drafts.begin_draft
    open_session = drafts.open_session
    join_draft = drafts.join_draft
    leave = drafts.leave
    drafts_of = drafts.drafts_of
    title_draft = drafts.title_draft
    cancel_draft = drafts.cancel_draft
    same_names = drafts.same_names
    reopen = reopening.reopen
    restore_answers = reopening.restore_answers

    # Drafts that several people write
    plan_draft = shared_drafts.plan_draft
    plan_draft_by_id = shared_drafts.plan_draft_by_id
    keep_aside = shared_drafts.keep_aside
    changes_of = shared_drafts.changes_of
    change = shared_drafts.change
    last_answers = shared_drafts.last_answers
    who_answered = shared_drafts.who_answered
    beside = shared_drafts.beside
    invite_writer = shared_drafts.invite_writer
    end_writing = shared_drafts.end_writing
    writers = shared_drafts.writers
    invited_to = shared_drafts.invited_to
    areas_of_partner = shared_drafts.areas_of_partner

    # Remarks on plans, and plans that were published
    add_plan_remark = advice.add_plan_remark
    plan_remark = advice.plan_remark
    plan_remarks_on = advice.plan_remarks_on
    trail_of = advice.trail_of
    settle_plan_remark = advice.settle_plan_remark
    publish_plan = advice.publish_plan
    publications = advice.publications

    # Reporting: cycles, the reports of areas, and progress notes
    open_cycle = reports.open_cycle
    change_cycle = reports.change_cycle
    close_cycle = reports.close_cycle
    reopen_cycle = reports.reopen_cycle
    cycle = reports.cycle
    cycles = reports.cycles
    current_cycle = reports.current_cycle
    begin_report = reports.begin_report
    area_report = reports.area_report
    area_report_by_id = reports.area_report_by_id
    area_report_of_draft = reports.area_report_of_draft
    reports_of_cycle = reports.reports_of_cycle
    published_reports = reports.published_reports
    submit_report = reports.submit_report
    return_report = reports.return_report
    publish_report = reports.publish_report
    give_up_report = reports.give_up_report
    add_progress_note = progress.add_progress_note
    progress_note = progress.progress_note
    progress_notes = progress.progress_notes
    count_progress_notes = progress.count_progress_notes
    progress_wish = progress.progress_wish
    wish_progress = progress.wish_progress

    # Prompts that have not yet gone out
    owed_chats = owed.owed_chats
    clear_owed = owed.clear_owed

    # Submissions
    submit = submissions.submit
    submission = submissions.submission
    submissions_of = submissions.submissions_of

    # Letters at the secretariat's desk
    letter = letters.letter
    letter_of_draft = letters.letter_of_draft
    letters_of = letters.letters_of
    waiting_letters = letters.waiting_letters
    asked_letters_count = letters.asked_letters_count
    find_letters = letters.find_letters
    register_letter = registering.register_letter
    ask_for_completion = registering.ask_for_completion
    set_letter_aside = registering.set_letter_aside
    take_up_again = registering.take_up_again
    open_remark = remarks.open_remark
    remarks = remarks.remarks_of

    # Partners
    partner = partners.partner
    partner_of_letter = partners.partner_of_letter
    partners_of = partners.partners_of
    find_partners = partners.find_partners
    partners_of_area = partners.partners_of_area
    withdraw = partners.withdraw
    publish_again = partners.publish_again
    share_contacts = partners.share_contacts
    sharing_partners = partners.sharing_partners
    register_of_partners = public_register.register_of_partners
    register_stamp = public_register.register_stamp
    published_letter = public_register.published_letter
    published_plan = public_register.published_plan
    export_rows = exports.export_rows

    # Notices
    enqueue = outbox.enqueue
    claim_notices = outbox.claim_notices
    claim_paced = outbox_pace.claim_paced
    take_sends = outbox_pace.take_sends
    notice_sent = outbox.notice_sent
    notice_put_off = outbox.notice_put_off
    notice_postponed = outbox.notice_postponed
    notice_closed = outbox.notice_closed
    expire_notices = outbox.expire_notices
    end_leases = outbox.end_leases
    next_notice_at = outbox.next_notice_at

    # Reminders: facts to look at, what they make due, and what people want of it
    watch = watches.watch
    watch_by = watches.watch_by
    watch_person = watches.watch_person
    take_watches = reminders.take_watches
    has_to_look = reminders.has_to_look
    set_watches = reminders.set_watches
    look_at = reminders.look_at
    hand_over = digests.hand_over
    reminder_fact = reminder_facts.reminder_fact
    rules_in_force = reminders.rules_in_force
    current_reminders = reminders.current_reminders
    reminder = reminders.reminder
    reminders_about = reminders.reminders_about
    put_off_reminders = digests.put_off
    keep_reminders_told = digests.keep_told
    set_reminder_wish = reminder_wishes.set_reminder_wish
    clear_reminder_wish = reminder_wishes.clear_reminder_wish
    set_reminder_rule = reminder_wishes.set_reminder_rule
    reminder_rules = reminder_wishes.reminder_rules_set
    reminder_wishes = reminder_wishes.reminder_wishes_of

    # Links and roles
    make_link = links.make_link
    redeem = links.redeem
    open_invitations = links.open_invitations
    grant_role = roles.grant_role
    has_secretariat = roles.has_secretariat
    begin_term = terms.begin_term
    term = terms.term
    terms_of = terms.terms_of
    newest_role = terms.newest_role
    watch_body = bodies.watch_body
    areas_without_lead = terms.areas_without_lead
    meetings_to_name = terms.meetings_to_name
    meeting_to_name = terms.meeting_to_name
    seated = seats.seated
    keep_seat = seats.keep_seat
    candidates = seats.candidates
    holder = roles.holder
    holders = roles.holders
    people_with_roles = roles.people_with_roles
    terms = roles.terms
    end_role = roles.end_role
    roles = roles.roles

    # Meetings, and who is invited to them
    meeting = meetings.meeting
    meetings_of = meetings.meetings_of
    invitations_of = meetings.invitations_of
    plan_meeting = meetings.plan_meeting
    change_meeting = meetings.change_meeting
    cancel_meeting = meetings.cancel_meeting
    close_attendance = meetings.close_attendance
    keep_meeting_report = meetings.keep_meeting_report
    publish_meeting_report = meetings.publish_meeting_report
    meeting_overtaken = meetings.overtaken
    attendees = attendance.attendees
    attendee = attendance.attendee
    answer_invitation = attendance.answer_invitation
    ask_travel_support = attendance.ask_travel_support
    note_presence = attendance.note_presence
    renew_invitations = audiences.renew_invitations
    audience_of = audiences.audience_of
    body_members = audiences.body_members

    # Observers, questions put for consensus, and objections to them
    propose_observer = observers.propose_observer
    proposal = observers.proposal
    proposals_of = observers.proposals_of
    withdraw_proposal = observers.withdraw_proposal
    settle_proposal = observers.settle_proposal
    take_place = observers.take_place
    put_question = consensus.put_question
    question = consensus.question
    questions_of = consensus.questions_of
    withdraw_question = consensus.withdraw_question
    settle_question = consensus.settle_question
    object_to = objections.object_to
    explain_objection = objections.explain_objection
    take_objection_back = objections.take_objection_back
    objection = objections.objection
    objection_of = objections.objection_of

    # Dates: the Partnership's, a person's, everyone's; and the secret address of a person's
    agenda_facts = agenda.agenda_facts
    published_meeting_file = public_dates.published_meeting_file
    published_report = public_dates.published_report
    calendar_facts = agenda.calendar_facts
    public_facts = agenda.public_facts
    make_feed = calendar_feeds.make_feed
    revoke_feed = calendar_feeds.revoke_feed
    feed_made_at = calendar_feeds.feed_made_at
    feed_owner = calendar_feeds.feed_owner

    # Files
    keep_for_good = files.keep_for_good
    keep_file = files.keep_file
    drop_file = files.drop_file
    file = files.file
    file_info = files.file_info

    # What is held about a person
    export_person = privacy.export_person
    forget = privacy.forget

    # Areas and the audit
    seed_areas = areas.seed_areas
    areas = areas.areas
    record = audit.record
    census = census.census
    history = audit.history

    # For the modules of this room

    def known_answers(self, draft_id: int, revision: int) -> Kept | None:
        """Answers that this transaction has seen or made at this revision."""
        known = self._known.get(draft_id)
        return known[1] if known is not None and known[0] == revision else None

    def remember_answers(self, draft_id: int, revision: int, answers: Kept) -> None:
        """Keep answers for this transaction, and for others once it is committed."""
        self._known[draft_id] = (revision, answers)

    def forget_answers(self, draft_id: int) -> None:
        """The draft is gone: keep nothing of it in memory either."""
        self._known.pop(draft_id, None)
        self._gone.append(draft_id)

    def after_commit(self) -> None:
        """Let other transactions know what this one has seen and made; called once it is on the disk."""
        for draft_id, (revision, answers) in self._known.items():
            self.cache.put(draft_id, revision, answers)
        for draft_id in self._gone:
            self.cache.drop(draft_id)
