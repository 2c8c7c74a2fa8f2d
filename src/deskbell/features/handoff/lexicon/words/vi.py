"""Vietnamese; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

WORDS: Final = Language(
    code="vi",
    order="vo",
    words={
        "talk": "nói chuyện, noi chuyen, nc, trò chuyện, tro chuyen, nói, trao đổi, tâm sự, chat, chát, đối thoại, giao tiếp, bàn bạc, tư vấn trực tiếp, thảo luận, hỏi, đàm thoại, tán gẫu, gặp trực tiếp, được nói chuyện",
        "link": "gặp, gap, kết nối, kết nối với, liên hệ, liên lạc, nối máy, nối máy với, chuyển máy, chuyển, chuyển sang, chuyển đến, chuyển cho, chuyển tiếp, chuyển cuộc, gọi, gọi cho, gọi điện cho, tiếp xúc, cho gặp, được gặp, kêu, mời, hỗ trợ bởi, hỗ trợ từ, trả lời, tư vấn, hỗ trợ, giúp đỡ, kết nối tôi, bàn giao",
        "move": "tìm, gửi, có, báo cho, đưa",
        "wish": "muốn, muon, mún, cần, can, cần có, yêu cầu, cho tôi, cho mình, cho em, cho anh, cho chị, cho tui, cho t, cho mk, cho tớ, xin, xin được, làm ơn cho, tìm, mong, mong muốn, thích, hãy cho, đòi, thà, đợi, chờ, đề nghị, để tôi",
        "human": "con người, người thật, nguoi that, người thực, người sống, con người thật, người thật việc thật, bằng xương bằng thịt, nhân viên thật, người thật sự, hỗ trợ viên thật, tư vấn trực tiếp",
        "staff": "nhân viên, nhan vien, nv, nhân viên tư vấn, nhân viên hỗ trợ, nhân viên chăm sóc, nhân viên tổng đài, tư vấn viên, tu van vien, tvv, tổng đài viên, tong dai vien, điện thoại viên, chuyên viên, chuyên viên tư vấn, cán bộ, đại diện, người đại diện, người tư vấn, người hỗ trợ, người phụ trách, người trực, trực page, người trực page, cskh, hỗ trợ viên, đại lý viên, giao dịch viên, admin, ad, shop ơi có ai, bạn nhân viên, bộ phận hỗ trợ",
        "boss": "quản lý, quan ly, giám đốc, sếp, cấp trên, trưởng phòng, giám sát, chủ shop, chủ cửa hàng, lãnh đạo, người quản lý, người có thẩm quyền",
        "member": "chuyên gia, kỹ thuật viên, kĩ thuật viên, đồng nghiệp, trợ lý, bác sĩ, luật sư, giáo viên, lễ tân, thầy cô, thầy, giảng viên, tài xế, kế toán, người bán, chủ nhà, môi giới, quản trị viên, người có chuyên môn",
        "person": "người, nguoi, ông, bà, ai",
        "someone": "ai đó, người nào, người nào đó, người khác, một ai, người của bạn, người bên bạn",
        "desk": "chăm sóc khách hàng, cham soc khach hang, dịch vụ khách hàng, hỗ trợ khách hàng, tổng đài, tong dai, hotline, bộ phận chăm sóc, bộ phận hỗ trợ, bộ phận tư vấn, bộ phận cskh, phòng chăm sóc, phòng tư vấn, hỗ trợ trực tuyến, hỗ trợ trực tiếp, hỗ trợ kỹ thuật, bộ phận kỹ thuật, đường dây nóng, trung tâm hỗ trợ, trung tâm chăm sóc, đội ngũ hỗ trợ, đội hỗ trợ, tư vấn trực tuyến, ban hỗ trợ",
        "team": "bộ phận, phòng ban, đội ngũ, phòng kinh doanh, phòng, công ty, ngân hàng, văn phòng, kế toán, chi nhánh, cửa hàng, trung tâm, khách sạn, ban quản lý, nhà trường",
        "machine": "rô bốt, rô-bốt, người máy, trí tuệ nhân tạo, trợ lý ảo, trả lời tự động, tin nhắn tự động, con bot, máy tự động",
        "device": "máy, máy móc, máy tính, phần mềm, chương trình",
        "real": "thật, thực, thật sự, thực sự, trực tiếp, sống, không phải bot, không phải robot, không phải máy, chứ không phải bot, chứ không phải robot, that",
        "neg": "không, khong, ko, k, kg, hông, chẳng, chả, đừng, chưa, không phải, chứ không phải, khỏi",
        "refuse": "không muốn, ko muốn, khong muon, k muốn, không cần, ko cần, khong can, k cần, chưa cần, ghét, không thích, đừng, đừng chuyển, chẳng cần, khỏi cần, không có nhu cầu, chán",
        "away": "thay vì, thay cho, chán, chán ngấy, mệt mỏi, đủ rồi, ghét, thôi, thoát khỏi, hơn là",
        "can": "có thể, được, được không, không thể, thể, có được, làm sao có thể, không được, có cách nào, cách nào, khả năng",
        "know": "biết, làm sao để, làm thế nào để, làm sao, làm thế nào, cách, biết cách, không biết",
        "why": "tại sao, sao không, vì sao, sao lại",
        "ident": "bạn là, bạn có phải, bạn có phải là, có phải bạn, có phải là, mày là, em là, anh là, chị là, ad là, đây là, tôi là, mình là, tôi đang nói chuyện với, tôi đang nói chuyện, mình đang nói chuyện với, đang nói chuyện với, đang chat với, có phải tôi đang, đó là, là người hay, phải người, là ai, ai là, bạn phải, là người, là robot, là bot, cậu là, hay là người, đã nói chuyện, vừa nói chuyện, phải là",
        "my": "của tôi, của mình, của em, sếp tôi, của tao",
        "fill": "lại, tôi, toi, mình, minh, em, anh, chị, tui, t, mk, mik, tao, tớ, bạn, ban, các, một, mot, 1, cái, với, voi, cùng, cho, đến, tới, và, hoặc, hay, là, có, thể, được, dc, đc, nào, gì, ở, tại, trong, của, bên, đi, nhé, nha, ạ, a, à, ơi, với ạ, vs, đang, sẽ, thì, mà, này, đó, kia, ngay, ngay bây giờ, bây giờ, lập tức, gấp, khẩn cấp, nhanh, sớm, hôm nay, liền, trực tiếp, chỉ, thật, thật sự, làm ơn, xin, xin vui lòng, vui lòng, giúp, giúp tôi, dùm, giùm, hộ, cảm ơn, thêm, rất, hơn, tốt, ok, vâng, dạ, alo, hãy, để, không, được không, hỗ trợ, tư vấn, dịch vụ, khách hàng, điện thoại, qua điện thoại, online, trực tuyến, sẵn sàng, có thẩm quyền, càng sớm càng tốt, khác, nhau, nói, cần, muốn, hãy, ngay lập tức, tiếng việt, làm, viên, bạn ơi, shop ơi, ad ơi, phụ trách, về, vấn đề, giải đáp, giải quyết, lại, máy với, cụ thể, đây, chút, tí, xíu, trước, phía, quý, công ty",
        "greet": "xin chào, chào, hello, hi, chào bạn, chào buổi sáng, cảm ơn, cám ơn, tạm biệt, yêu, rất vui",
        "exist": "có ai, có, có người, có nhân viên, ở đâu, có sẵn, đang online, còn, có ở đó, trực, tồn tại",
        "when": "giờ, mấy giờ, lúc nào, khi nào, giờ làm việc, thời gian, mở cửa, đóng cửa, bao nhiêu, bao lâu, mấy, ngày, thứ bảy, chủ nhật, cuối tuần, ngày lễ",
        "number": "số điện thoại, số, sđt, sdt, số hotline, số tổng đài, email, e mail, địa chỉ, website, trang web, link, thông tin liên hệ, zalo, facebook, fanpage",
        "but": "nhưng, tuy nhiên, nếu không, mặc dù, vì vậy, nên tôi, mà là",
        "void": "trở thành, làm nhân viên, làm việc, công việc, việc làm, xin việc, tuyển, tuyển dụng, lương, hoa hồng, ứng tuyển, vị trí, khóa học, đào tạo, nghĩa là, định nghĩa, khác nhau, vai trò, nhiệm vụ, tài khoản, mật khẩu, giá, chi phí, giá bao nhiêu, nhắc, nhắc nhở, thêm, tạo, xóa, đã nói, bảo, yêu, kết hôn, hát, thái độ, tạo ra",
        "bait": "người này, người đó, môi giới bất động sản, đại lý du lịch, đại lý vé, điệp viên, quyền con người, cơ thể người, người dùng, mỗi người, một người lớn, hai người, ba người, bốn người, 2 người, 3 người, 4 người, người lớn, người già, người việt, người mỹ, người yêu, người ta, mọi người, người nhận, người gửi, mấy người, bao nhiêu người, nói chuyện với bạn, nói chuyện với tôi, trò chuyện với bạn, trò chuyện với tôi, nói chuyện với em, nói về, nói tiếng, dữ liệu cá nhân, nhà mạng, số người, nhân viên giao hàng, người giao hàng, quản lý tài khoản, quản lý đơn hàng, quản lý dự án, máy giặt, máy lạnh, máy ảnh, điện thoại của, bạn muốn, bạn cần, ai cũng, người đó, nhiều người, liên hệ công việc, làm người, ai vậy, là ai, gặp lỗi, gặp vấn đề, gặp sự cố, gặp lại, gặp khó khăn, gặp trục trặc, hẹn gặp lại, rất vui được gặp, vui được gặp",
        "whole": "gặp nhân viên, gặp tư vấn viên, không muốn bot, đừng bot, có ai ở đó không, có ai không, có ai đó không, có ai hỗ trợ, có ai tư vấn, ai đó giúp tôi, có ai giúp, ai có thể giúp tôi, có người nào, cho người gọi lại, liên hệ với tôi, liên hệ lại với tôi, liên lạc với tôi, liên hệ lại cho tôi, có người trực, có người tư vấn, có người hỗ trợ, có nhân viên nào",
        "callback": "gọi cho tôi, gọi lại cho tôi, gọi cho mình, gọi lại cho mình, gọi lại cho em, gọi điện cho tôi, gọi lại, gọi điện lại, gọi cho em, nói chuyện qua điện thoại, gọi mình, gọi tôi",
        "past": "hôm qua, tuần trước, hôm trước, lúc nãy, đã gặp, đã nói",
        "after": "để nói chuyện, có thể giúp, có thể tư vấn, có thể hỗ trợ, có thể trả lời, để hỏi, để tư vấn, giúp tôi, tư vấn cho, hỗ trợ tôi, trả lời tôi, để được tư vấn, để được hỗ trợ",
        "break": "về việc, liên quan, bởi vì, tại vì, khi, vì",
    },
)
